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
  data(emulator: Emulator): ICredentialDataDecryptedObject | Promise<ICredentialDataDecryptedObject>;
  /** The parts that it takes part in. @default all of them */
  readonly parts?: readonly ('credentials' | 'operations' | 'triggers')[];
  /**
   * Operations that the service refuses this account, or does not have, by a part of what is said then. All others
   * succeed.
   */
  readonly refusals?: Readonly<Record<string, readonly string[]>>;
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
}

/** What the suite knows of a system beyond what its node says. */
export interface LiveSystem {
  /** Name of its node. */
  readonly node: string;
  readonly accounts: readonly Account[];
  /** Parameters by name, for all operations that have them; the rest is left as n8n presets it. */
  values(emulator: Emulator): INodeParameters;
  /** MIME types of the files that operations send, where a text file would not do. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the others need: carried out before them, in this order. */
  first(emulator: Emulator): readonly Step[];
  /** What takes something away: carried out in the end, in this order. */
  last(emulator: Emulator): readonly Step[];
  /** Of a service that has webhooks. */
  readonly webhook?: LiveWebhook;
}

export interface LiveWebhook {
  /** Addresses that the service sends to now. */
  addresses(emulator: Emulator): Promise<readonly string[]>;
  /** A request that somebody else makes up. Absent where the service signs nothing. */
  forged?(): { readonly headers: Readonly<Record<string, string>>; readonly body: string };
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

export function takesPart({ parts }: Account, part: 'credentials' | 'operations' | 'triggers'): boolean {
  return parts === undefined || parts.includes(part);
}
