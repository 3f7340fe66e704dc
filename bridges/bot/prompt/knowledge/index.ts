export type { Knowledge, KnowledgeOptions, Passage } from './knowledge.ts';
export { openKnowledge } from './knowledge.ts';
