import type { IDataObject, INode } from 'n8n-workflow';
import type { Memory } from '../../../src/index.ts';
import type { TriggerState } from './contract.ts';

/** Names in the memory of what belongs to a test run. */
const TEST = 'test:';

/** Names the trigger within this n8n. */
export function triggerKey(functions: { getWorkflow(): { id?: string }; getNode(): INode }): string {
  return `${functions.getWorkflow().id ?? ''} ${functions.getNode().id}`;
}

/**
 * The memory of a trigger for its connection. A test run has one of its own, so that it neither knows nor removes the
 * webhook of the active workflow. What is set shows in `values`.
 */
export function memoryOf(
  { memory = {} }: TriggerState,
  isTest: boolean,
): Memory & { readonly values: Record<string, string> } {
  const values = { ...memory };
  const prefix = isTest ? TEST : '';
  return {
    values,
    get: (name) => values[`${prefix}${name}`],
    set: async (name, value) => {
      values[`${prefix}${name}`] = value;
    },
  };
}

/** The state as it is to go on: anew, with another account in the credential or when that is asked for. */
export function goneOn(
  state: TriggerState,
  { account, begin }: { readonly account: string; readonly begin: string },
): TriggerState {
  if (state.account === account && (state.begin ?? '') === begin) return state;
  const { version, memory } = state;
  return { account, begin, ...(version === undefined ? {} : { version }), ...(memory ? { memory } : {}) };
}

/** The state with this cursor, or without one. */
export function standingAt(state: TriggerState, cursor: string | undefined): TriggerState {
  const standing = { ...state };
  delete standing.cursor;
  return cursor === undefined ? standing : { ...standing, cursor };
}

/** Puts the state in the place of the one before, whichever that was: calls of one trigger come one by one. */
export function writeState(
  functions: { getWorkflowStaticData(type: string): IDataObject },
  state: TriggerState,
): void {
  const copy: IDataObject = JSON.parse(JSON.stringify(state));
  functions.getWorkflowStaticData('node').state = copy;
}
