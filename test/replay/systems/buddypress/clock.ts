import { z } from 'zod';
import type { Recording } from '../../recordings.ts';

const messageSchema = z.object({
  id: z.number(),
  date_sent: z.string(),
  date_sent_gmt: z.string().optional(),
});
const threadSchema = z.object({ messages: z.array(messageSchema) });
const answerSchema = z.union([z.tuple([threadSchema]).transform(([thread]) => thread), threadSchema]);

/** When the message that a recorded call wrote was stored: Unix seconds by the recorded server's clock. */
export function writtenSecond({ request, response }: Recording): number | undefined {
  if (request.method !== 'POST') return undefined;
  const answer = answerSchema.safeParse(response.body);
  if (!answer.success) return undefined;
  const newest = answer.data.messages.reduce<z.output<typeof messageSchema> | undefined>(
    (best, message) => (best && best.id > message.id ? best : message),
    undefined,
  );
  const time = newest && Date.parse(`${newest.date_sent_gmt ?? newest.date_sent}Z`);
  return time === undefined || Number.isNaN(time) ? undefined : time / 1000;
}
