export type { ModelCall, ModelEmulator, ModelApiOptions } from './emulator.ts';
export type { ModelFault } from './faults.ts';
export type { Asked, Rule, Script, ScriptedAnswer } from './script.ts';
export { apiError } from './errors.ts';
export { politeScript } from './polite.ts';
export { startModelApi } from './start.ts';
