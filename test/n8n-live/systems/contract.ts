import type {
  ICredentialDataDecryptedObject,
  INodeParameterResourceLocator,
  INodeParameters,
} from 'n8n-workflow';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';

/** An account on one service of the sandbox, and what stands in its credential. */
export interface Account {
  /** Name of the service in the sandbox. */
  readonly service: string;
  readonly credential: string;
  data(emulator: Emulator): ICredentialDataDecryptedObject;
  /** What a mistaken person fills in, by what is mistaken about it. */
  bad(emulator: Emulator): Readonly<Record<string, ICredentialDataDecryptedObject>>;
}

/** One operation in the chain of all operations of a node. */
export interface Step {
  /** `message.send` */
  readonly operation: string;
  /** Name of the node, where others refer to it. @default the operation */
  readonly name?: string;
  readonly parameters?: INodeParameters;
  /** Services of the sandbox that have it. @default all of the system's accounts */
  readonly only?: readonly string[];
  /** A file is put into the field `data` of the item before it. */
  readonly file?: boolean;
}

/** What the suite knows of a system beyond what its node says. */
export interface LiveSystem {
  /** Name of its node. */
  readonly node: string;
  readonly accounts: readonly Account[];
  /** Parameters by name, for all operations that have them. */
  values(emulator: Emulator): INodeParameters;
  /**
   * Operations in the order in which they make sense. All others of the node come first, with `values` and n8n's
   * defaults alone.
   */
  steps(emulator: Emulator): readonly Step[];
}

/** Somebody else writes into the first conversation. */
export async function write(emulator: Emulator, text: string): Promise<void> {
  const conversation = firstConversation(emulator);
  const members = emulator.conversations().find(({ id }) => id === conversation)?.people;
  const [as = ''] = members ?? emulator.people().map(({ id }) => id);
  await emulator.say({ conversation, as, text });
}

/** A picker of which the id is known. */
export function byId(value: string): INodeParameterResourceLocator {
  return { __rl: true, mode: 'id', value };
}

/** The first conversation that the service starts with. */
export function firstConversation(emulator: Emulator): string {
  const [first] = emulator.conversations();
  if (!first) throw new Error(`The service ${emulator.platform} starts without conversations.`);
  return first.id;
}

/** JSON that an earlier step of the chain handed on, as an expression. */
export function from(step: string, field: string): string {
  return `={{ $('${step}').first().json.${field} }}`;
}
