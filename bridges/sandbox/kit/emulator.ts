import type { PlatformName } from '../../../src/model/index.ts';
import type { SteppedClock } from './clock.ts';
import type { FaultBox } from './faults.ts';

/**
 * A service on a loopback port, true to the real one, with a second door for tests and for the demo: act as a person,
 * read what is stored, set faults, step the clock. The same second door is open over HTTP (`control.ts`).
 */
export interface Emulator {
  readonly platform: PlatformName;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly clock: SteppedClock;
  readonly faults: FaultBox;
  /** Settings for the account that Parley uses here, as they would stand in `parley.yaml` (without `platform`). */
  accountSettings(): Record<string, unknown>;
  /** The conversations that the service starts with, all of them open to Parley's account. */
  conversations(): readonly EmulatedConversation[];
  /** The people one can act as. */
  people(): readonly EmulatedPerson[];
  /** A person writes. Resolves when the service has stored it (deliveries to us follow on their own). */
  say(input: SayInput): Promise<{ id: string }>;
  /** A person changes an own message. Rejects where the service cannot. */
  edit(input: { conversation: string; id: string; as: string; text: string }): Promise<void>;
  /** A person deletes an own message. Rejects where the service cannot. */
  delete(input: { conversation: string; id: string; as: string }): Promise<void>;
  /** A person reacts, or takes the reaction back. Rejects where the service cannot. */
  react(input: {
    conversation: string;
    id: string;
    as: string;
    emoji: string;
    remove?: boolean;
  }): Promise<void>;
  /** All messages of a conversation as stored, oldest first. */
  read(conversation: string): Promise<readonly EmulatedMessage[]>;
  /** A person is writing. Rejects where nobody would see it. */
  type?(input: { conversation: string; as: string }): Promise<void>;
  /** A person reads everything in a conversation. Rejects where nobody would be told. */
  see?(input: { conversation: string; as: string }): Promise<void>;
  /** Conversations in which our account is shown as writing just now. */
  typing?(): readonly string[];
  /** How many connections of ours are open now. Present where events go out by socket. */
  sockets?(): number;
  /** Called after every change of a conversation; for live pages. Returns the way to stop. */
  onChange(listener: (conversation: string) => void): () => void;
  /** The account's webhook address is set as the service's own pages would do it (Slack's request URL). */
  setWebhook?(url: string): Promise<void>;
  close(): Promise<void>;
}

export interface EmulatedConversation {
  readonly id: string;
  readonly name: string;
  /** Ids of the people who may write here; all of them when absent. */
  readonly people?: readonly string[];
}

export interface EmulatedPerson {
  readonly id: string;
  readonly name: string;
}

export interface SayInput {
  readonly conversation: string;
  /** Id of a person. */
  readonly as: string;
  /** As the person types it into the service's own page: plain text, not the API's dialect. */
  readonly text: string;
  readonly replyTo?: string;
  /** Ids of people whose `@name` in the text was picked from the service's own list, so that it is a mention. */
  readonly mentions?: readonly string[];
  /** Files that go with it. Rejects where people cannot attach any. */
  readonly files?: readonly SaidFile[];
}

export interface SaidFile {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

export interface EmulatedMessage {
  readonly id: string;
  /** Id of the author. */
  readonly author: string;
  /** Name that people see on it: for a copy on Slack the overridden one. */
  readonly authorName: string;
  /** Address of the picture beside the name, where one is shown. */
  readonly authorPicture?: string;
  /** Whether Parley's own account wrote it. */
  readonly own: boolean;
  /** As stored by the service, in its dialect. */
  readonly stored: string;
  /** As a person sees it on the screen, as plain text. */
  readonly shown: string;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
  readonly edited: boolean;
  readonly replyTo?: string;
  readonly reactions?: readonly { emoji: string; by: readonly string[] }[];
  /** Ids of the people whom the message notified by name. */
  readonly mentions?: readonly string[];
  /** `sha256`: of the stored bytes, lower-case hex. */
  readonly attachments?: readonly { name: string; mimeType: string; size: number; sha256: string }[];
}

/** How every emulator is started. */
export interface EmulatorOptions {
  /** @default 0, a free one */
  readonly port?: number;
}
