export type * from './bot-model.ts';
export { editorSchema } from './editor-schema.ts';
export type { LoadedConfig } from './load.ts';
export { ConfigMissing, loadConfig, loadJournalPath } from './load.ts';
export type * from './model.ts';
export type { Problem } from './problems.ts';
export { ConfigError } from './problems.ts';
export { isLoopback } from './web.ts';
