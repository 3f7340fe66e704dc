import type { z } from 'zod';
import { z as zod } from 'zod';
import type { BpMessage, BpRecipient } from '../../../../src/platforms/buddypress/index.ts';
import {
  deletedAnswer,
  errorSchema,
  indexSchema,
  memberSchema,
  membersAnswer,
  messageAnswer,
  notificationsAnswer,
  threadAnswer,
  threadFieldsAnswer,
  threadsAnswer,
  toConversation,
  toEvent,
  userSchema,
} from '../../../../src/platforms/buddypress/index.ts';
import type { Recording } from '../../recordings.ts';

const CONTEXT = { account: 'recorded', self: 2 };

/** What is wrong when the platform's own code reads a recorded answer. */
export function parseAnswer(recording: Recording): string[] {
  const { request, response } = recording;
  const query = new URLSearchParams(request.path.split('?')[1] ?? '');
  if (response.body === null || response.body === undefined) return [];
  if (recording.name === 'content-matrix' || recording.name === 'tie-paging') return [];
  if (response.status >= 400) return check(errorSchema, response.body, () => []);
  if (request.method === 'OPTIONS') return check(optionsSchema, response.body, () => []);
  if (query.has('_envelope')) {
    return check(envelopeSchema, response.body, ({ body }) => body.flatMap((thread) => mapThread(thread)));
  }
  const route = routeOf(request.path, query);
  const partial = query.has('_fields') || query.get('context') === 'embed';
  if (/\/messages\/starred\//.test(route))
    return check(messageAnswer, response.body, (message) => mapMessages([message], []));
  if (/\/messages\/\d+$/.test(route) && request.method === 'DELETE') {
    return check(deletedAnswer, response.body, ({ previous }) => mapThread(previous));
  }
  if (/\/messages(?:\/\d+)?$/.test(route) && partial) {
    return check(threadFieldsAnswer, response.body, (threads) =>
      threads.flatMap((thread) => mapMessages(thread.messages ?? [], thread.recipients ?? [])),
    );
  }
  if (/\/messages$/.test(route) && request.method === 'GET') {
    return check(threadsAnswer, response.body, (threads) => threads.flatMap(mapThread));
  }
  if (/\/messages(?:\/\d+)?$/.test(route)) return check(threadAnswer, response.body, mapThread);
  if (/\/members\/[^/]+$/.test(route)) return check(memberSchema, response.body, () => []);
  if (/\/members$/.test(route)) return check(membersAnswer, response.body, () => []);
  if (/\/notifications$/.test(route)) return check(notificationsAnswer, response.body, () => []);
  if (/\/users\/me$/.test(route)) return check(userSchema, response.body, () => []);
  if (/^\/wp-json\/?$/.test(route)) return check(indexSchema, response.body, () => []);
  return [`no call of the client is made for ${request.method} ${route}`];
}

const optionsSchema = zod.object({
  namespace: zod.string(),
  methods: zod.array(zod.string()),
  endpoints: zod.array(zod.unknown()),
});
const envelopeSchema = zod.object({ body: threadsAnswer, status: zod.number(), headers: zod.unknown() });

function routeOf(path: string, query: URLSearchParams): string {
  return (query.get('rest_route') ?? path.split('?')[0] ?? '').replace(/(?<=.)\/$/, '');
}

function check<T>(
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
  body: unknown,
  map: (value: T) => string[],
): string[] {
  const parsed = schema.safeParse(body);
  if (parsed.success) return map(parsed.data);
  return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

function mapThread(thread: z.output<typeof threadAnswer>): string[] {
  const conversation = toConversation(thread, CONTEXT);
  const problems = mapMessages(thread.messages, thread.recipients);
  if (conversation.id !== String(thread.id))
    problems.push(`thread ${String(thread.id)} maps to conversation ${conversation.id}`);
  if (conversation.name.trim() === '')
    problems.push(`thread ${String(thread.id)} maps to a conversation without a name`);
  return problems;
}

/** Every message has to become one of the model, with the author, text and time that the answer shows. */
function mapMessages(messages: readonly BpMessage[], people: readonly BpRecipient[]): string[] {
  return messages.flatMap((message) => {
    const event = toEvent(message, people, CONTEXT);
    const { message: mapped } = event;
    const gmt = message.date_sent_gmt ?? message.date_sent;
    const wrong: string[] = [];
    if (mapped.id !== String(message.id) || event.position.length !== 12) wrong.push('id');
    if (mapped.conversation !== String(message.thread_id)) wrong.push('conversation');
    if (mapped.author.id !== String(message.sender_id) || mapped.author.name === '') wrong.push('author');
    if (mapped.sentAt !== `${gmt}.000Z`) wrong.push('time');
    if (mapped.text.type !== 'root') wrong.push('text');
    return wrong.map((field) => `message ${String(message.id)} maps to the wrong ${field}`);
  });
}
