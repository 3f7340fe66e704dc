import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { z as zod } from 'zod';
import type { HttpResponse } from '../../src/host/index.ts';
import * as answers from '../../src/platforms/better-messages/answers.ts';
import { failedAnswer, refusal } from '../../src/platforms/better-messages/errors.ts';
import { toMessage } from '../../src/platforms/better-messages/map.ts';
import { Names } from '../../src/platforms/better-messages/names.ts';
import { createClient } from '../../src/platforms/better-messages/index.ts';
import * as schema from '../../src/platforms/better-messages/schema.ts';
import { plainText } from '../../src/text/index.ts';
import { createScriptedHost } from '../contract/host.ts';

const FOLDER = 'test/recordings/better-messages';

const recordingSchema = zod.object({
  name: zod.string(),
  request: zod.object({
    method: zod.string(),
    path: zod.string(),
    headers: zod.record(zod.string()).default({}),
    body: zod.unknown(),
  }),
  response: zod.object({ status: zod.number(), headers: zod.record(zod.string()), body: zod.unknown() }),
});
type Recording = z.output<typeof recordingSchema>;

const recordings: readonly Recording[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => recordingSchema.parse(JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'))));

/** What the client reads the answer of each route with. */
const READERS: readonly (readonly [route: RegExp, reader: z.ZodTypeAny])[] = [
  [/^GET \/ping$/, zod.literal('pong')],
  [/^GET $/, zod.object({ routes: zod.record(zod.unknown()) }).passthrough()],
  [/^(GET|POST) \/threads$/, schema.bundleSchema],
  [/^POST \/checkNew$/, schema.changesSchema],
  [/^POST \/thread\/\d+$/, answers.threadAnswer],
  [/\/loadMore$/, schema.messagesSchema],
  [/\/thread\/\d+\/send$/, answers.sentAnswer],
  [/\/(thread\/\d+|reactions)\/save$/, schema.messagesSchema],
  [/\/deleteMessages$/, answers.deletedAnswer],
  [/\/thread\/new$/, answers.openedAnswer],
  [/\/getPrivateThread$/, answers.privateThreadAnswer],
  [/\/thread\/suggest$/, answers.suggestedAnswer],
  [
    /\/(openThreads|markAllRead|(un)?mute|(un)?makePinned|restore|erase|changeMeta|addParticipant|removeParticipant|leaveThread|(un)?makeModerator|favorite|unpinMessage|(un)?blockUser|admin\/approveMessage)$/,
    answers.yesNo,
  ],
  [/\/thread\/\d+\/delete$/, answers.nothing],
  [/\/clearMessages$/, answers.count],
  [/\/(changeSubject|(un)?muteUser|(un)?banUser)$/, schema.bundleSchema],
  [/\/chat\/\d+\/(join|leave)$/, answers.joinedAnswer],
  [/\/(searchParticipants|suggestions)$/, answers.users],
  [/\/(mentionsSuggestions|userSuggestions|pinMessage)$/, answers.ids],
  [/\/getFavorited$/, schema.bundleSchema.partial()],
  [/\/lazyPool$/, answers.poolAnswer],
  [/\/publicProfiles$/, answers.profilesAnswer],
  [/\/search$/, answers.searchAnswer],
  [/\/forward$/, answers.forwardedAnswer],
  [/\/threadsPicker$/, answers.pickerAnswer],
  [/\/userSettings$/, answers.userSettingsAnswer],
  [/\/userSettings\/save$/, answers.savedAnswer],
  [/\/(getFriends|getGroups|getCourses)$/, schema.list(answers.anything)],
  [/\/getChatRooms$/, answers.chatRoomsAnswer],
  [/\/getAIBots$/, answers.botsAnswer],
  [/\/welcomeMessage$/, answers.welcomeAnswer],
  [/\/attachments$/, answers.attachmentsAnswer],
  [/\/upload$/, answers.uploadedAnswer],
  [/\/guests\/(register|update)$/, answers.guestAnswer],
  [/\/admin\/chat-rooms(\/\d+)?$/, answers.adminChatRoomSchema],
  [/\/admin\/ai\/bots(\/\d+)?$/, answers.adminBotSchema],
  [/\/admin\/getMessages$/, answers.adminMessagesAnswer],
  [/better_messages_new_nonce_token$/, schema.nonceSchema],
];

const routeOf = ({ request }: Recording): string => {
  const [, after = request.path] = request.path.split('/better-messages/v1');
  return `${request.method} ${after.includes('action=') ? after : after.replace(/\?.*$/, '')}`;
};
const facts = { tried: 'do this', way: 'user', writes: true, secrets: [] } as const;
const answered = recordings.filter(
  ({ request, response: { status } }) => status < 300 && ['GET', 'POST'].includes(request.method),
);
const isPartly = (recording: Recording): boolean => routeOf(recording).endsWith('/forward');
const refused = (recording: Recording): boolean =>
  !isPartly(recording) && refusal(recording.response.body, facts) !== undefined;

/** Everything in an answer that is a message, however deep. */
function messagesIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(messagesIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('message_id' in value && 'sender_id' in value) return [value];
  return Object.values(value).flatMap(messagesIn);
}

function asAnswer({ response: { status, headers, body } }: Recording): HttpResponse {
  const text = JSON.stringify(body);
  return { status, headers, body: new TextEncoder().encode(text), text: () => text };
}

describe('answers of a real site', () => {
  it('are there in number', () => {
    expect(answered.length).toBeGreaterThan(150);
  });

  it.each(
    answered
      .filter((one) => !refused(one) && routeOf(one) !== 'POST /tus/3')
      .map((one) => [one.name, one] as const),
  )('%s is read', (_name, recording) => {
    const route = routeOf(recording);
    const reader = READERS.find(([pattern]) => pattern.test(route))?.[1];
    expect(reader, route).toBeDefined();
    const parsed = reader?.safeParse(recording.response.body);
    expect(parsed?.error?.issues ?? []).toEqual([]);
  });

  it.each(answered.filter(refused).map((one) => [one.name, one] as const))(
    '%s says no, though it says 200',
    (_name, { response }) => {
      const error = refusal(response.body, facts);
      expect(['invalid', 'permission', 'rate-limited']).toContain(error?.kind);
      expect(error?.outcome).toBe('not-done');
      expect(error?.cameBack).not.toBe('"no reason"');
    },
  );

  const failed = recordings.filter(({ response }) => response.status >= 400);
  it.each(failed.map((one) => [one.name, one] as const))('%s is an error with advice', (name, recording) => {
    const way = 'BM-Guest-ID' in recording.request.headers ? 'guest' : 'user';
    const error = failedAnswer(asAnswer(recording), { ...facts, way });
    const { status } = recording.response;
    const kinds =
      status >= 500
        ? ['unavailable']
        : status === 401 && way === 'user'
          ? ['auth']
          : ['auth', 'permission', 'not-found', 'unsupported', 'invalid', 'rate-limited'];
    expect(kinds, name).toContain(error.kind);
    expect(error.cameBack).not.toMatch(/<p>|without a readable/);
    expect(error.advice).toMatch(/\.$/);
  });

  it('tell by their codes what a person should do', () => {
    const kindOf = (name: string, way: 'user' | 'guest' = 'user'): unknown[] => {
      const recording = recordings.find((one) => one.name === name);
      if (!recording) throw new Error(`no recording ${name}`);
      const error = failedAnswer(asAnswer(recording), { ...facts, way });
      return [error.kind, error.code];
    };
    expect(kindOf('30-thread-get-nonexistent')).toEqual(['not-found', 'rest_thread_not_exists']);
    expect(kindOf('29-thread-get-not-participant')).toEqual(['permission', 'rest_thread_forbidden']);
    expect(kindOf('123-send-rate-limited')).toEqual(['rate-limited', 'restrictRateLimitReply']);
    expect(kindOf('134-send-to-archived')).toEqual(['permission', 'thread_archived']);
    expect(kindOf('165-guest-bad-secret', 'guest')).toEqual(['auth', 'guest_secret_key_mismatch']);
    expect(kindOf('304-guest-muted-send', 'guest')).toEqual(['permission', 'bm_user_muted']);
    expect(kindOf('122-edit-too-long')).toEqual(['invalid', 'too_long']);
    expect(kindOf('04-threads-bad-nonce-403')).toEqual(['auth', 'rest_cookie_invalid_nonce']);
  });

  it('have messages that all map, with texts that show no markup of the plugin', async () => {
    const host = createScriptedHost();
    const client = createClient({ url: 'http://127.0.0.1', user: 'u', applicationPassword: 'pass' }, host);
    const names = new Names(client);
    const found = recordings.flatMap(({ response }) => messagesIn(response.body));
    expect(found.length).toBeGreaterThan(200);
    for (const raw of found) {
      const message = toMessage(schema.messageSchema.parse(raw), { account: 'here', self: 2, names });
      expect(message.id).toMatch(/^[1-9]\d*$/);
      expect(message.sentAt).toMatch(/^202\d-.*Z$/);
      expect(plainText(message.text)).not.toMatch(/<!--|bm-mention/);
      if (message.author.kind === 'system') expect(plainText(message.text)).not.toBe('');
    }
    await host.close();
  });
});
