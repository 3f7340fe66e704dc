import { setImmediate as nextTurn } from 'node:timers/promises';
import { Hono } from 'hono';
import type { Emulator, EmulatorOptions } from '../kit/index.ts';
import { FaultBox, SteppedClock, controlRoutes, serveEmulator } from '../kit/index.ts';
import { Dispatcher } from './dispatcher.ts';
import { HttpTransport } from './http-transport.ts';
import { Limits } from './limits.ts';
import { mimeTypeOf } from './methods/files.ts';
import { nameOf } from './model.ts';
import { People } from './person.ts';
import { publicFiles } from './public-files.ts';
import type { EventDelivery, Redelivery } from './redelivery.ts';
import { REAL_REDELIVERY } from './redelivery.ts';
import { ALL_SCOPES, APP_TOKEN, SIGNING_SECRET } from './seed.ts';
import { servedAt } from './show.ts';
import { SocketTransport } from './socket-transport.ts';
import { webApi } from './web-api.ts';
import { Workspace } from './workspace.ts';

export interface SlackOptions extends EmulatorOptions {
  /**
   * `real`: tiers a minute, and a post a second into one channel with three at once, as the real service does. Off
   * unless asked for, so that a demo or a test need not wait; a 429 can be had as a fault at any time.
   * @default 'off'
   */
  readonly limits?: 'real' | 'off';
  /** When unacknowledged events come again. @default Slack's own times */
  readonly redelivery?: Redelivery;
}

/** What only a Slack workspace has. */
export interface SlackExtras {
  /** Token of another app in the same channels, for posts of another program. */
  readonly otherBotToken: string;
  /** The last event deliveries to Parley's app, oldest first. */
  deliveries(): readonly EventDelivery[];
  /** Socket Mode connections that are open now. */
  sockets(): number;
  /** Asks every socket to come back on a new connection. */
  refreshSockets(reason?: string): void;
  /** What Parley's token may do; without an argument everything it should. */
  setScopes(scopes?: readonly string[]): void;
  /** Makes every token worthless, or good again. */
  revokeTokens(isRevoked?: boolean): void;
  /** A person shares a file. */
  share(input: { conversation: string; as: string; name: string; bytes: Uint8Array; text?: string }): {
    id: string;
  };
}

/**
 * A Slack workspace. With a request URL set (`setWebhook`) events come over HTTP, without one over Socket Mode; an
 * empty URL goes back to sockets.
 */
export async function startSlack(options: SlackOptions = {}): Promise<Emulator & SlackExtras> {
  const clock = new SteppedClock();
  const faults = new FaultBox();
  const workspace = new Workspace(clock);
  const redelivery = options.redelivery ?? REAL_REDELIVERY;
  const http = new HttpTransport(clock, redelivery);
  const sockets = new SocketTransport(workspace.parley.id, redelivery);
  const dispatcher = new Dispatcher(workspace, faults, () => (http.url === undefined ? sockets : http));
  const people = new People(workspace);
  let revoked = false;
  let origin = '';

  const app = new Hono();
  app.route(
    '/api',
    webApi({
      workspace,
      limits: new Limits(clock, options.limits === 'real'),
      openSocket: () => origin.replace('http:', 'ws:') + sockets.newTicket(),
      isRevoked: () => revoked,
    }),
  );
  app.route('/', publicFiles(workspace));
  app.route(
    '/_control',
    controlRoutes(() => emulator),
  );
  faults.onCutSocket(() => {
    sockets.cut();
  });
  const server = await serveEmulator(app, faults, options.port);
  server.onUpgrade((request, socket, head) => {
    sockets.upgrade(request, socket, head);
  });
  origin = server.origin;
  servedAt.set(workspace, origin);

  const emulator: Emulator & SlackExtras = {
    platform: 'slack',
    origin,
    clock,
    faults,
    accountSettings: () => ({
      botToken: workspace.parley.botToken,
      appToken: APP_TOKEN,
      signingSecret: SIGNING_SECRET,
      apiUrl: `${origin}/api/`,
    }),
    conversations: () =>
      [...workspace.channels.values()]
        .filter((channel) => channel.members.has(workspace.parley.userId) && !channel.isArchived)
        .map(({ id, name }) => ({ id, name })),
    people: () =>
      [...workspace.users.values()]
        .filter((user) => !user.isBot)
        .map((user) => ({ id: user.id, name: nameOf(user) })),
    say: async (input) => people.say(input),
    edit: async (input) => {
      people.edit(input);
    },
    delete: async (input) => {
      people.delete(input);
    },
    react: async (input) => {
      people.react(input);
    },
    read: async (conversation) => people.read(conversation),
    onChange: (listener) => workspace.onChange(listener),
    setWebhook: async (url) => {
      if (url === '') http.url = undefined;
      else await http.verify(url);
    },
    close: async () => {
      dispatcher.close();
      http.close();
      sockets.close();
      await server.close();
      // A client in this process has to get to see that its kept connections are gone.
      await nextTurn();
    },
    otherBotToken: workspace.apps[1]?.botToken ?? '',
    deliveries: () => dispatcher.log,
    sockets: () => sockets.open,
    refreshSockets: (reason) => {
      sockets.refresh(reason);
    },
    setScopes: (scopes = ALL_SCOPES) => {
      workspace.parley.scopes = scopes;
    },
    revokeTokens: (isRevoked = true) => {
      revoked = isRevoked;
    },
    share: ({ conversation, as, name, bytes, text }) => {
      const file = workspace.addFile({ name, title: name, mimetype: mimeTypeOf(name), user: as });
      file.bytes = bytes;
      const channel = workspace.channel(conversation);
      const message = workspace.post(channel, {
        subtype: 'file_share',
        user: as,
        text: text ?? '',
        files: [file.id],
      });
      file.shares.push({ channel: channel.id, ts: message.ts });
      return { id: message.ts };
    },
  };
  return emulator;
}
