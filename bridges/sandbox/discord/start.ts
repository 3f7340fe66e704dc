import { setImmediate as nextTurn } from 'node:timers/promises';
import { Hono } from 'hono';
import type { Emulator, EmulatorOptions } from '../kit/index.ts';
import { SteppedClock, controlRoutes, serveEmulator } from '../kit/index.ts';
import { Admin } from './admin.ts';
import { cdn } from './cdn.ts';
import { adminRoutes } from './control.ts';
import { DeliveryFaults, GatewayFaultBox } from './gateway/delivery-faults.ts';
import { Gateway } from './gateway/gateway.ts';
import { nameOf } from './model.ts';
import { People } from './person.ts';
import { restApi } from './rest/app.ts';
import { Limits } from './rest/limits.ts';
import { Service } from './service.ts';

/** Discord's own, milliseconds. */
const HEARTBEAT_MS = 41_250;
/** Sessions that an app may begin a day. */
const STARTS = 1000;
/** An app of the usual size may begin one session in this time, milliseconds. */
const START_EVERY_MS = 5000;

export interface DiscordOptions extends EmulatorOptions {
  /**
   * `real`: a bucket a route and channel, 50 calls a second in all, and a new session every 5 s, as the real service
   * has them. Off unless asked
   * for, so that a demo or a test need not wait; the headers are there all the same, and a 429 can be had at any time.
   * @default 'off'
   */
  readonly limits?: 'real' | 'off';
  /** Time between heartbeats that clients are asked for, milliseconds. @default 41250 */
  readonly heartbeatMs?: number;
}

export type DiscordEmulator = Emulator & { readonly admin: Admin };

/** A Discord server: REST API, gateway, and the addresses of files and pictures on one port. */
export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordEmulator> {
  const clock = new SteppedClock();
  const faults = new GatewayFaultBox();
  const service = new Service(clock);
  const { guild } = service;
  const delivery = new DeliveryFaults(faults);
  const gateway = new Gateway(guild, delivery, {
    heartbeatMs: options.heartbeatMs ?? HEARTBEAT_MS,
    starts: STARTS,
    startEveryMs: options.limits === 'real' ? START_EVERY_MS : 0,
  });
  const limits = new Limits(clock, options.limits === 'real');
  const people = new People(service);

  const app = new Hono();
  const rest = restApi({ service, gateway, limits });
  app.route('/api/v10', rest);
  app.route('/api', rest);
  app.route('/', cdn(guild));
  app.route(
    '/_control',
    controlRoutes(() => emulator),
  );
  app.route(
    '/_control',
    adminRoutes(() => emulator.admin),
  );
  faults.onCutSocket(() => {
    gateway.cut();
  });
  const server = await serveEmulator(app, faults, options.port);
  server.onUpgrade((request, socket, head) => {
    gateway.upgrade(request, socket, head);
  });
  guild.origin = server.origin;

  const emulator: DiscordEmulator = {
    platform: 'discord',
    origin: server.origin,
    clock,
    faults,
    accountSettings: () => ({
      botToken: guild.parley.token,
      apiUrl: `${server.origin}/api`,
      cdnUrl: server.origin,
    }),
    conversations: () =>
      [...guild.channels.values()]
        .filter((channel) => !channel.thread && guild.sees(guild.parley, channel))
        .map(({ id, name }) => ({ id, name })),
    people: () =>
      [...guild.users.values()]
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
    type: async ({ conversation, as }) => {
      service.typing.start(guild.channel(conversation), guild.user(as).id);
    },
    typing: () => service.typing.of(guild.parley.id),
    sockets: () => gateway.open,
    onChange: (listener) => guild.onChange(listener),
    close: async () => {
      delivery.close();
      gateway.close();
      await server.close();
      // A client in this process has to get to see that its kept connections are gone.
      await nextTurn();
    },
    admin: new Admin({ service, gateway, limits, people }),
  };
  return emulator;
}
