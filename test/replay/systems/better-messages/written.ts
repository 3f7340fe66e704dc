import { z } from 'zod';

const messageSchema = z.object({ message_id: z.number(), created_at: z.number(), updated_at: z.number() });
const threadSchema = z.object({ thread_id: z.number(), lastTime: z.number().positive() });
const fileSchema = z.object({ id: z.number(), date: z.string(), messageId: z.number() });

/** When things were written, gathered from all answers that show them. 1/10000 s. */
export class WrittenTimes {
  readonly #created = new Map<number, number>();
  readonly #updated = new Map<number, number>();
  readonly #begun = new Map<number, number>();
  readonly #uploaded = new Map<number, number>();

  constructor(answers: readonly unknown[]) {
    for (const answer of answers) this.#learn(answer);
  }

  created(message: number): number | undefined {
    return this.#created.get(message);
  }

  /** The last time at which it was seen changed. */
  updated(message: number): number | undefined {
    return this.#updated.get(message);
  }

  /** The oldest time of a thread's newest message: that of its first one, where it has no other. */
  begun(thread: number): number | undefined {
    return this.#begun.get(thread);
  }

  /** Unix seconds. */
  uploaded(file: number): number | undefined {
    return this.#uploaded.get(file);
  }

  #learn(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) this.#learn(item);
    if (typeof value !== 'object' || value === null) return;
    const message = messageSchema.safeParse(value);
    if (message.success) {
      const { message_id: id, created_at: created, updated_at: updated } = message.data;
      // Approval gives a message another time; the first one is when it was written.
      this.#created.set(id, Math.min(created, this.#created.get(id) ?? created));
      this.#updated.set(id, Math.max(updated, this.#updated.get(id) ?? updated));
    }
    const thread = threadSchema.safeParse(value);
    if (thread.success) {
      const { thread_id: id, lastTime } = thread.data;
      this.#begun.set(id, Math.min(lastTime, this.#begun.get(id) ?? lastTime));
    }
    const file = fileSchema.safeParse(value);
    if (file.success)
      this.#uploaded.set(file.data.id, Date.parse(`${file.data.date.replace(' ', 'T')}Z`) / 1000);
    for (const inner of Object.values(value)) this.#learn(inner);
  }
}
