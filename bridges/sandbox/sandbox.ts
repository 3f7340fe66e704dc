import { startBetterMessages } from './better-messages/index.ts';
import { startBuddyPress } from './buddypress/index.ts';
import { startChatApi } from './chat-api/index.ts';
import { startDiscord } from './discord/index.ts';
import type { Emulator, EmulatorOptions } from './kit/index.ts';
import { startMessagesDev } from './messages-dev/index.ts';
import { startSlack } from './slack/index.ts';

/** Every service of the sandbox, by the name that `--only` takes. */
const SERVICES: Readonly<Record<string, (options: EmulatorOptions & Limits) => Promise<Emulator>>> = {
  buddypress: (options) => startBuddyPress({ ...options, version: 'v2' }),
  'buddypress-v1': (options) => startBuddyPress({ ...options, version: 'v1' }),
  'better-messages': (options) => startBetterMessages(options),
  'chat-api': (options) => startChatApi(options),
  'messages-dev': (options) => startMessagesDev(options),
  slack: (options) => startSlack(options),
  discord: (options) => startDiscord(options),
};

/** Names of all services of the sandbox, in the order in which they are started. */
export const serviceNames: readonly string[] = Object.keys(SERVICES);

interface Limits {
  /** Whether services that limit how fast one may post do so. @default 'real' */
  readonly limits?: 'real' | 'off';
}

export interface SandboxOptions extends Limits {
  /** Names of services. @default all of them */
  readonly only?: readonly string[];
  /** The services listen on this port and the next ones. @default free ones */
  readonly portBase?: number;
}

export interface Sandbox {
  /** By name: `buddypress` (API v2), `buddypress-v1`, `better-messages`, `chat-api`, `messages-dev`, `slack`, `discord`. */
  readonly emulators: Readonly<Record<string, Emulator>>;
  close(): Promise<void>;
}

/**
 * Starts emulated services, each on a port of its own on 127.0.0.1.
 * @throws {Error} for a name that no service has, and when a port cannot be had; nothing is left running then
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { only = serviceNames, portBase, limits } = options;
  const unknown = only.find((name) => !(name in SERVICES));
  if (unknown !== undefined) {
    throw new Error(`The sandbox has no service "${unknown}". It has: ${serviceNames.join(', ')}.`);
  }
  const emulators: Record<string, Emulator> = {};
  const close = async () => {
    await Promise.all(Object.values(emulators).map((emulator) => emulator.close()));
  };
  try {
    for (const [name, start] of Object.entries(SERVICES)) {
      if (!only.includes(name)) continue;
      const port = portBase === undefined ? 0 : portBase + Object.keys(emulators).length;
      emulators[name] = await start({ port, ...(limits === undefined ? {} : { limits }) });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { emulators, close };
}
