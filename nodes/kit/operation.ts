import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Connection } from '../../src/index.ts';
import type { Call } from './call.ts';

/** What an operation gives back: one item, several, or items with files. */
export type Result = object | readonly object[] | Items;

/** Items that are ready, for operations that bring files. */
export class Items {
  readonly items: readonly INodeExecutionData[];

  constructor(items: readonly INodeExecutionData[]) {
    this.items = items;
  }
}

/** One thing that a node can do with a resource. */
export interface Operation<C extends Connection = Connection> {
  /** As saved in workflows: `send`, `getAll`, … Never changed once published. */
  readonly value: string;
  /** Title Case: "Send", "Get Many". */
  readonly name: string;
  /** In the list of actions: "Send a message". Sentence case. */
  readonly action: string;
  /** One sentence without a period. */
  readonly description: string;
  /** Its parameters, in the order in which they show; `displayOptions` are added. */
  readonly fields: readonly INodeProperties[];
  /** It puts the execution to wait: it is carried out for the first item only, and the input goes through. */
  readonly waits?: true;
  /** Carried out once an item. Throws what it likes: errors become those of n8n, with the item's number. */
  run(call: Call<C>): Promise<Result>;
}

/** A kind of thing that a node works with. */
export interface Resource<C extends Connection = Connection> {
  readonly value: string;
  /** Title Case, singular: "Message". */
  readonly name: string;
  readonly operations: readonly Operation<C>[];
  /** `value` of the operation that is there first. @default the first of the list */
  readonly first?: string;
}

/** A value of the core as n8n's JSON: without `undefined`, dates as text. */
export function toJson(value: object): IDataObject {
  const json: IDataObject = JSON.parse(JSON.stringify(value));
  return json;
}
