import { z } from 'zod';
import type { PlannedTimes } from '../../../../bridges/sandbox/better-messages/index.ts';
import type { Recording } from '../../recordings.ts';
import { WrittenTimes } from './written.ts';

const updateSchema = z.object({ serverTime: z.number().optional() }).optional();
const messageSchema = z.object({ message_id: z.number(), updated_at: z.number() });
const threadSchema = z.object({ thread_id: z.number(), lastTime: z.number() });
const bodySchema = z
  .object({
    id: z.number().optional(),
    message_id: z.number().optional(),
    thread_id: z.number().optional(),
    serverTime: z.number().optional(),
    currentTime: z.number().optional(),
    messages: z.array(messageSchema).optional().catch(undefined),
    threads: z.array(threadSchema).optional().catch(undefined),
    update: updateSchema,
    updateData: updateSchema,
    data: z.object({ update: updateSchema }).nullish(),
  })
  .catch({});
type Body = z.output<typeof bodySchema>;
const pollSchema = z.object({ lastUpdate: z.number().positive() });

/** What the plugin itself wrote into a thread during a pair whose answer does not show it. By place in the order. */
const TOLD: Readonly<Record<number, readonly number[]>> = {
  193: [232],
  224: [236],
  254.1: [255],
  255.5: [259],
};

/** Between two moments of which nothing more is known, 1/10000 s. */
const STEP = 20;

/** Longer than this, in 1/10000 s, two calls in a row do not take. */
const PAUSE = 10_000;

/** The clock of the recorded server, as far as the recordings tell. */
export class RecordedTimes {
  readonly #recordings: readonly Recording[];
  readonly #written: WrittenTimes;
  #latest = 0;

  /** @param recordings in their order */
  constructor(recordings: readonly Recording[]) {
    this.#recordings = recordings;
    this.#written = new WrittenTimes(recordings.map(({ response }) => response.body));
  }

  /** When a message was written, where any answer shows it. */
  created(message: number): number | undefined {
    return this.#written.created(message);
  }

  updated(message: number): number | undefined {
    return this.#written.updated(message);
  }

  /** When a thread of one message began. */
  begun(thread: number): number | undefined {
    return this.#written.begun(thread);
  }

  /** The newest time of a thread in the answer of one pair. */
  lastTimeIn(order: number, thread: number): number | undefined {
    const pair = this.#recordings.find((recording) => recording.order === order);
    const threads = bodyOf(pair)?.threads ?? [];
    return threads.find(({ thread_id }) => thread_id === thread)?.lastTime;
  }

  /** When a message was last changed, as the answer of one pair shows it. */
  changedIn(order: number, message: number): number | undefined {
    const pair = this.#recordings.find((recording) => recording.order === order);
    return bodyOf(pair)?.messages?.find(({ message_id }) => message_id === message)?.updated_at;
  }

  /** The cursor of the poll in one pair. */
  cursorOf(order: number): number | undefined {
    const pair = this.#recordings.find((recording) => recording.order === order);
    return pair && cursorIn(pair);
  }

  /**
   * A moment before the pair at this place and after everything that is known to have been before it: where the next
   * pair with a time is a poll, after its cursor, unless there was a pause between.
   */
  before(order: number): number {
    const next = this.#recordings.find(
      (recording) => recording.order >= order && readingOf(bodyOf(recording) ?? {}) !== undefined,
    );
    const cursor = (next && cursorIn(next)) ?? 0;
    const near = next?.order === order || cursor - this.#latest < PAUSE;
    this.#latest = Math.max(this.#latest, near ? cursor : 0) + STEP;
    return this.#latest;
  }

  /** The time that is known, or else one a while after the last that was. */
  orAfter(known: number | undefined, units: number): number {
    const at = known ?? this.#latest + units;
    this.#latest = Math.max(this.#latest, at);
    return at;
  }

  /** What the clock did during this pair. */
  plan(recording: Recording): PlannedTimes {
    const body = bodyOf(recording) ?? {};
    const reading = readingOf(body);
    const writes = this.#writes(recording, body);
    const at = writes[0] ?? reading ?? this.#uploaded(recording, body) ?? this.before(recording.order);
    this.#latest = Math.max(this.#latest, at);
    return { at, writes, ...(reading === undefined ? {} : { reading }) };
  }

  #writes({ request: { path }, order }: Recording, body: Body): readonly number[] {
    const told = (TOLD[order] ?? []).flatMap((id) => this.created(id) ?? []);
    if (told.length > 0) return told;
    if (/\/thread\/(?:new|\d+\/send)$/.test(path)) {
      const begun = path.endsWith('/new') ? this.begun(body.thread_id ?? 0) : undefined;
      const at = this.created(body.message_id ?? 0) ?? begun;
      return at === undefined ? [] : [at];
    }
    if (/\/(?:reactions\/save|save|deleteMessages)$/.test(path))
      return (body.messages ?? []).map(({ updated_at }) => updated_at);
    if (/\/(?:join|changeSubject|muteUser|banUser)$/.test(path)) {
      const [thread] = body.threads ?? [];
      return thread && thread.lastTime > 0 ? [thread.lastTime] : [];
    }
    // Something goes and something comes, in this order.
    if (path.endsWith('/removeParticipant')) return this.#pair(234, 'before');
    if (path.endsWith('/makeModerator')) return this.#pair(267, 'after');
    if (path.endsWith('/unmakeModerator')) return this.#known(this.updated(267));
    if (path.endsWith('/approveMessage')) return this.#known(this.updated(240));
    return [];
  }

  #known(at: number | undefined): number[] {
    return at === undefined ? [] : [at];
  }

  #pair(message: number, other: 'before' | 'after'): number[] {
    const at = this.created(message);
    if (at === undefined) return [];
    return other === 'before' ? [at - 1, at] : [at, at + 1];
  }

  /** Lists of files show the second in which one came. */
  #uploaded({ request: { path } }: Recording, { id }: Body): number | undefined {
    const second = path.endsWith('/upload') && id !== undefined ? this.#written.uploaded(id) : undefined;
    return second === undefined ? undefined : second * 10_000 + 9_500;
  }
}

function bodyOf(recording: Recording | undefined): Body | undefined {
  return recording && bodySchema.parse(recording.response.body ?? {});
}

function cursorIn({ request }: Recording): number | undefined {
  const poll = pollSchema.safeParse(request.body);
  return poll.success ? poll.data.lastUpdate : undefined;
}

function readingOf(body: Body): number | undefined {
  const { currentTime, serverTime, updateData, update, data } = body;
  return (
    currentTime ?? serverTime ?? updateData?.serverTime ?? update?.serverTime ?? data?.update?.serverTime
  );
}
