import { ServiceError } from '../../host/index.ts';
import type { Root } from '../../text/index.ts';
import { wordpress } from '../../text/index.ts';
import type { BuddyPressClient } from './client.ts';
import type { BpThread } from './schema.ts';
import { guardReferences, subjectText } from './text.ts';

/** What a thread begins with. */
export interface NewConversation {
  readonly name?: string;
  readonly text?: Root;
  /** See `NewThread`: of no effect. */
  readonly senderId?: number;
}

/**
 * Opens threads one after the other: threads that are opened at the same moment get one and the same id in v1, which
 * puts strangers into one conversation, and run into a locked database in v2.
 */
export class ThreadOpener {
  readonly #client: BuddyPressClient;
  #last: Promise<unknown> = Promise.resolve();

  constructor(client: BuddyPressClient) {
    this.#client = client;
  }

  /** @param participants user ids or login names */
  open(self: number, participants: readonly string[], options: NewConversation): Promise<BpThread> {
    const opened = this.#last.then(() => this.#open(self, participants, options));
    this.#last = opened.catch(() => undefined);
    return opened;
  }

  async #open(
    self: number,
    participants: readonly string[],
    { name, text, senderId }: NewConversation,
  ): Promise<BpThread> {
    const message = text ? guardReferences(wordpress.serialize(text)) : subjectText(name ?? '');
    if (message.trim() === '') {
      throw new ServiceError({
        kind: 'invalid',
        tried: `open a thread on ${this.#client.place}`,
        cameBack: 'there is nothing to say in it',
        advice: 'BuddyPress opens a thread with its first message: give a text.',
      });
    }
    const recipients: number[] = [];
    for (const person of participants) recipients.push(await this.#userId(person));
    const subject = name === undefined ? undefined : subjectText(name);
    const thread = await this.#client.createThread({
      recipients,
      message,
      ...(subject === undefined ? {} : { subject }),
      ...(senderId === undefined ? {} : { senderId }),
    });
    return this.#checked(thread, new Set([...recipients, self]));
  }

  async #userId(person: string): Promise<number> {
    if (/^\d+$/.test(person)) return Number(person);
    const found = (await this.#client.findMembers(person)).find((member) => member.user_login === person);
    if (found) return found.id;
    throw new ServiceError({
      kind: 'not-found',
      tried: `find the member "${person}" on ${this.#client.place}`,
      cameBack: 'nobody of that login name',
      advice: 'Give the login name or the user number.',
    });
  }

  /** The people of the answer must be those that were asked for. */
  async #checked(thread: BpThread, wanted: ReadonlySet<number>): Promise<BpThread> {
    const people = new Set(thread.recipients.map((row) => row.user_id));
    const strangers = [...people].filter((id) => !wanted.has(id));
    const missing = [...wanted].filter((id) => !people.has(id));
    if (strangers.length === 0 && missing.length === 0) return thread;
    throw new ServiceError({
      kind: strangers.length > 0 ? 'protocol' : 'invalid',
      tried: `open a thread on ${this.#client.place}`,
      cameBack:
        strangers.length > 0
          ? `thread ${String(thread.id)}, which other people are in as well (users ${strangers.join(', ')})`
          : `thread ${String(thread.id)} without the users ${missing.join(', ')}`,
      advice:
        strangers.length > 0
          ? 'BuddyPress merges threads that several programs open at the same moment. Check the thread and tell its people.'
          : 'These users do not exist. The thread stands without them.',
      outcome: 'unknown',
    });
  }
}
