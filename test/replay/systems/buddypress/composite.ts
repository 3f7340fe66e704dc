import { z } from 'zod';
import type { ApiVersion, BuddyPressEmulator } from '../../../../bridges/sandbox/buddypress/index.ts';
import type { Recording } from '../../recordings.ts';
import type { Answer } from '../../system.ts';
import { sendRequest } from './request.ts';
import { matrixSecond } from './timeline.ts';

/** Some files hold many calls in one, a row of the body for each. They are sent one by one and put together again. */
export function sendComposite(
  site: BuddyPressEmulator,
  recording: Recording,
  version: ApiVersion,
): Promise<Answer> | undefined {
  if (recording.name === 'content-matrix') return contentMatrix(site, recording, version);
  if (recording.name === 'tie-paging') return tiePaging(site, recording);
  return undefined;
}

const rowSchema = z.object({
  key: z.string(),
  sent: z.string().optional(),
  sent_subject: z.string().optional(),
  sent_length: z.number().optional(),
});

const textSchema = z.object({ raw: z.string(), rendered: z.string() });
const threadSchema = z.object({
  id: z.number(),
  subject: textSchema,
  message: textSchema,
  excerpt: textSchema,
  messages: z.array(z.object({ id: z.number(), subject: textSchema, message: textSchema })).min(1),
});
const answerSchema = z.union([z.tuple([threadSchema]).transform(([thread]) => thread), threadSchema]);

/** Alice writes each text to bob, who reads it back; under each subject he answers as well. */
async function contentMatrix(
  site: BuddyPressEmulator,
  recording: Recording,
  version: ApiVersion,
): Promise<Answer> {
  const { path } = recording.request;
  let next = 60;
  const call = async (
    as: string,
    method: string,
    address: string,
    body: unknown,
  ): Promise<{ status: number; thread: Thread }> => {
    const at = matrixSecond(version, next);
    if (method === 'POST' && at !== undefined) site.clock.step(at * 1000 - site.clock.now());
    if (method === 'POST') next += 1;
    const headers = {
      Authorization: `Basic <base64 of "${as}:<application password of ${as}>">`,
      'Content-Type': 'application/json',
    };
    const answer = await sendRequest(site, { request: { method, path: address, headers, body } });
    return { status: answer.status, thread: answerSchema.parse(answer.body) };
  };
  const rows: unknown[] = [];
  for (const row of z.array(rowSchema).parse(recording.response.body)) {
    const text = textOf(row);
    const subject = row.sent_subject ?? `content ${row.key}`;
    const sent = await call('alice', 'POST', path, {
      recipients: [3],
      subject,
      message: text,
      context: 'edit',
    });
    const read = await call('bob', 'GET', `${path}/${String(sent.thread.id)}?context=edit`, undefined);
    const { thread } = read;
    const [first] = thread.messages;
    const { status } = sent;
    if (row.sent_subject !== undefined) {
      const reply = await call('bob', 'POST', path, {
        id: thread.id,
        recipients: [2],
        message: 're',
        context: 'edit',
      });
      rows.push({
        key: row.key,
        sent_subject: row.sent_subject,
        status,
        subject: thread.subject,
        message_subject: first?.subject,
        reply_subject: reply.thread.messages.at(-1)?.subject,
      });
    } else if (row.sent_length !== undefined) {
      rows.push({
        key: row.key,
        sent_length: text.length,
        status,
        raw_length: first?.message.raw.length,
        raw_equal: first?.message.raw === text,
        rendered_length: first?.message.rendered.length,
        excerpt: thread.excerpt,
      });
    } else {
      rows.push({
        key: row.key,
        sent: text,
        status,
        message: first?.message,
        thread_message: thread.message,
        excerpt: thread.excerpt,
      });
    }
  }
  return composite(rows);
}
type Thread = z.output<typeof threadSchema>;

function textOf(row: z.output<typeof rowSchema>): string {
  if (row.sent !== undefined) return row.sent;
  if (row.sent_length !== undefined) return 'word '.repeat(row.sent_length / 5);
  return `subject test ${row.key.replace('subject-', '')}`;
}

const pageSchema = z.object({ page: z.number(), threads: z.array(z.object({ id: z.number() })) });

/** Bob walks through the pages of his inbox, in which many threads share their second. */
async function tiePaging(site: BuddyPressEmulator, recording: Recording): Promise<Answer> {
  const pages: unknown[] = [];
  let headers: Answer['headers'] = {};
  for (const { page, threads } of z.array(pageSchema).parse(recording.response.body)) {
    site.switches.preferredTies = threads.map(({ id }) => id);
    const path = recording.request.path.replace('<row.page>', String(page));
    const answer = await sendRequest(site, { request: { ...recording.request, path } });
    const total = answer.headers['x-wp-total'];
    headers = { ...(total === undefined ? {} : { 'x-wp-total': total }) };
    pages.push({ page, threads: answer.body });
  }
  return { ...composite(pages), headers };
}

/** The recordings of composites keep no headers of the single answers but their counts. */
function composite(body: unknown): Answer {
  return { status: 200, headers: {}, body };
}
