import { startBetterMessages } from './better-messages/index.ts';
import { startBuddyPress } from './buddypress/index.ts';
import { startChatApi } from './chat-api/index.ts';
import { startDiscord } from './discord/index.ts';
import type { Emulator, EmulatorOptions } from './kit/index.ts';
import { startMessagesDev } from './messages-dev/index.ts';
import type { ModelEmulator } from './model/index.ts';
import { startModelApi } from './model/index.ts';
import { startSlack } from './slack/index.ts';

/** Every messaging service of the sandbox, by the name that `--only` takes. */
const SERVICES: Readonly<Record<string, (options: EmulatorOptions & Limits) => Promise<Emulator>>> = {
  buddypress: (options) => startBuddyPress({ ...options, version: 'v2' }),
  'buddypress-v1': (options) => startBuddyPress({ ...options, version: 'v1' }),
  'better-messages': (options) => startBetterMessages(options),
  'chat-api': (options) => startChatApi(options),
  'messages-dev': (options) => startMessagesDev(options),
  slack: (options) => startSlack(options),
  discord: (options) => startDiscord(options),
};

/** Names of all messaging services of the sandbox, in the order in which they are started. */
export const serviceNames: readonly string[] = Object.keys(SERVICES);
const MODEL = 'model';
/** Names of everything that the sandbox has: the services, then the model API. */
export const sandboxNames: readonly string[] = [...serviceNames, MODEL];

interface Limits {
  /** Whether services that limit how fast one may post do so. @default 'real' */
  readonly limits?: 'real' | 'off';
}

export interface SandboxOptions extends Limits {
  /** Names of services, `model` for the model API. @default all of them */
  readonly only?: readonly string[];
  /** The services listen on this port and the next ones. @default free ones */
  readonly portBase?: number;
}

export interface Sandbox {
  /** By name: `buddypress` (API v2), `buddypress-v1`, `better-messages`, `chat-api`, `messages-dev`, `slack`, `discord`. */
  readonly emulators: Readonly<Record<string, Emulator>>;
  /** Absent where `only` does not name it. */
  readonly model?: ModelEmulator;
  close(): Promise<void>;
}

/**
 * Starts emulated services, each on a port of its own on 127.0.0.1.
 * @throws {Error} for a name that no service has, and when a port cannot be had; nothing is left running then
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { only = sandboxNames, portBase, limits } = options;
  const unknown = only.find((name) => !sandboxNames.includes(name));
  if (unknown !== undefined) {
    throw new Error(`The sandbox has no service "${unknown}". It has: ${sandboxNames.join(', ')}.`);
  }
  const emulators: Record<string, Emulator> = {};
  let model: ModelEmulator | undefined;
  const close = async () => {
    await Promise.all([...Object.values(emulators), ...(model ? [model] : [])].map((one) => one.close()));
  };
  const nextPort = () => (portBase === undefined ? 0 : portBase + Object.keys(emulators).length);
  try {
    for (const [name, start] of Object.entries(SERVICES)) {
      if (!only.includes(name)) continue;
      emulators[name] = await start({ port: nextPort(), ...(limits === undefined ? {} : { limits }) });
    }
    // Last, so that no service has another port for it.
    if (only.includes(MODEL)) model = await startModelApi({ port: nextPort() });
  } catch (error) {
    await close();
    throw error;
  }
  return { emulators, ...(model ? { model } : {}), close };
}
