export type * from './contract.ts';
export type { Knowledge, Passage } from './knowledge/index.ts';
export { openKnowledge } from './knowledge/index.ts';
export { createPrompters } from './prompt.ts';
export { secretsOf } from './secrets.ts';
