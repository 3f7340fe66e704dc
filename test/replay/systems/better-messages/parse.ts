import { z } from 'zod';
import type { Host } from '../../../../src/host/index.ts';
import type { BmMessage, BmThread, BmUser } from '../../../../src/platforms/better-messages/index.ts';
import * as bm from '../../../../src/platforms/better-messages/index.ts';
import { Names } from '../../../../src/platforms/better-messages/names.ts';
import type { Recording } from '../../recordings.ts';
import { ANSWERS } from './answers.ts';
import { ALICE } from './names.ts';

const ignore = (): void => undefined;
/** Mapping asks nobody. */
const nowhere: Host = {
  request: () => Promise.reject(new Error('nothing is asked for')),
  sleep: () => Promise.resolve(),
  now: () => 0,
  log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  crypto: { hmacSha256: () => '', equal: () => false },
};
const nobody = bm.createClient(
  { url: 'http://127.0.0.1', user: 'nobody', applicationPassword: 'none' },
  nowhere,
);

/** What is wrong when the platform's own code reads a recorded answer. */
export function parseAnswer({ request, response: { status, body } }: Recording): string[] {
  if (body === null || body === undefined || body === '') return [];
  if (status >= 400) return problems(bm.errorSchema, body);
  if (request.method === 'OPTIONS') return problems(optionsSchema, body);
  if (bm.refusalSchema.safeParse(body).success && !isForwarded(body)) return [];
  const path = decodeURIComponent(request.path);
  if (path.startsWith('/wp-admin/admin-ajax.php')) return problems(bm.nonceSchema, body);
  if (/\/wp\/v2\/users\/me\b/.test(path)) return problems(bm.meSchema, body);
  const route = /better-messages\/v1([^?&]*)/.exec(path)?.[1] ?? '';
  const found = ANSWERS.find(
    ([pattern, , method]) => pattern.test(route) && (method ?? request.method) === request.method,
  );
  if (!found) return [`no call of the client is made for ${request.method} ${route}`];
  return [...problems(found[1], body), ...mapAll(body)];
}

const optionsSchema = z.object({ namespace: z.string(), methods: z.array(z.string()) });

function isForwarded(body: unknown): boolean {
  return bm.forwardedAnswer.safeParse(body).success;
}

function problems(schema: z.ZodTypeAny, body: unknown): string[] {
  const parsed = schema.safeParse(body);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

const LISTS = { threads: bm.threadSchema, messages: bm.messageSchema } as const;

/** Everything in an answer that is a message or a conversation has to become one of the model. */
function mapAll(body: unknown): string[] {
  const found: { threads: BmThread[]; messages: BmMessage[]; users: BmUser[] } = {
    threads: [],
    messages: [],
    users: [],
  };
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const message = LISTS.messages.safeParse(value);
    const thread = LISTS.threads.safeParse(value);
    const user = bm.userSchema.safeParse(value);
    if (message.success) found.messages.push(message.data);
    else if (thread.success) found.threads.push(thread.data);
    else if (user.success) found.users.push(user.data);
    else Object.values(value).forEach(walk);
  };
  walk(body);
  const names = new Names(nobody);
  names.take(found.users);
  const context = { account: 'recorded', self: ALICE, names };
  return [
    ...found.threads.flatMap((thread) => mapThread(thread, context)),
    ...found.messages.flatMap((message) => mapMessage(message, context)),
  ];
}

function mapThread(thread: BmThread, context: bm.MapContext): string[] {
  const conversation = bm.toConversation(thread, context);
  const wrong = conversation.id !== String(thread.thread_id) || conversation.name.trim() === '';
  return wrong ? [`thread ${String(thread.thread_id)} maps to the wrong conversation`] : [];
}

/** With the author, text, files, reactions and times that the answer shows. */
function mapMessage(message: BmMessage, context: bm.MapContext): string[] {
  const mapped = bm.toMessage(message, context);
  const { meta } = message;
  const wrong: string[] = [];
  if (mapped.id !== String(message.message_id)) wrong.push('id');
  if (mapped.conversation !== String(message.thread_id)) wrong.push('conversation');
  if (mapped.author.id !== String(message.sender_id) || mapped.author.name === '') wrong.push('author');
  if (mapped.author.kind !== kindOf(message.sender_id, context.self)) wrong.push('kind of author');
  if (Date.parse(mapped.sentAt) !== Math.floor(message.created_at / 10)) wrong.push('time');
  if ((mapped.editedAt !== undefined) !== (meta.lastEdit !== undefined)) wrong.push('time of the edit');
  if (mapped.attachments.length !== (meta.files?.length ?? 0)) wrong.push('files');
  if (mapped.replyTo !== (meta.replyTo === undefined ? undefined : String(meta.replyTo))) wrong.push('reply');
  if ((mapped.reactions?.length ?? 0) !== (meta.reactions?.length ?? 0)) wrong.push('reactions');
  if (mapped.text.children.length === 0 && !message.message.startsWith('<!--')) wrong.push('text');
  return wrong.map((field) => `message ${String(message.message_id)} maps to the wrong ${field}`);
}

function kindOf(sender: number, self: number): string {
  if (sender === 0) return 'system';
  if (sender === self) return 'self';
  return sender < 0 ? 'guest' : 'person';
}
