import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { ParleyEvent } from '../../../src/index.ts';

/**
 * What a trigger remembers between its calls: plain JSON in n8n's static data of the node, written once a call, after
 * everything it stands for was read. n8n saves it with the items that are handed on.
 *
 * A manual run neither reads nor writes it.
 */
export interface TriggerState {
  /** Where the feed stands; of the platform. Absent until the first poll, which hands nothing on. */
  cursor?: string;
  /** Short names of the keys of the events handed on last, oldest first, at most {@link MOST_SEEN}. */
  seen?: string[];
  /** Grows with every change: of two copies the higher one is the newer. */
  version?: number;
  /** Short name of the account that the cursor is of: with another one in the credential the feed begins anew. */
  account?: string;
  /** The text of "Begin Anew" when the feed began. */
  begin?: string;
  /** Short names of the signals of the last poll: what goes on is told once. */
  signals?: string[];
  /** What the platform wants remembered (the secret that came with a webhook). */
  memory?: Record<string, string>;
}

export const MOST_SEEN = 500;

/** What a trigger can tell of; the events of the core by the names that people see. */
export type EventChoice = ParleyEvent['type'] | 'typing' | 'read';

/** What a message can have in it, as people choose by it. Voice notes are audio. */
export type ContentKind = 'text' | 'image' | 'audio' | 'video' | 'document' | 'location' | 'contact';

/** How the user has set the trigger up. */
export interface TriggerSettings {
  readonly events: readonly EventChoice[];
  /** Only of these conversations; of all when empty. */
  readonly conversations: readonly string[];
  /** Only by these people, by id or name; by all when empty. */
  readonly authors: readonly string[];
  /** Only messages with this in them; all when empty. */
  readonly content: readonly ContentKind[];
  /** @default 'all' */
  readonly conversationKind: 'all' | 'direct' | 'group';
  /** Own messages, and what is done to them by ourselves, are left out. @default true */
  readonly ignoreOwn: boolean;
  readonly download: boolean;
  readonly simplify: boolean;
  /** Messages of one person in one conversation become one item after so many quiet seconds; 0: an item each. */
  readonly quietSeconds: number;
  /** When this text changes, what the feed knows is forgotten, and it begins with what comes from then on. */
  readonly begin: string;
}

/** An event on its way into the workflow. */
export interface TriggerItem extends INodeExecutionData {
  /** `event` and `key`, then the message as the nodes show it, or what happened to it. */
  readonly json: IDataObject & { readonly event: EventChoice; readonly key: string };
}
