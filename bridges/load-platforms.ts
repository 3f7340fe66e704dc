import { readFileSync } from 'node:fs';
import type { Platform } from '../src/platforms/index.ts';
import type { SocketFeedFactory } from './cli/account-runner.ts';

interface Spoken {
  readonly platform: Platform;
  /** How events come in, where that is a socket. */
  readonly socket?: SocketFeedFactory;
}

const LOADERS: Readonly<Record<string, () => Promise<Spoken>>> = {
  'better-messages': async () => ({
    platform: (await import('../src/platforms/better-messages/index.ts')).betterMessages,
  }),
  buddypress: async () => ({ platform: (await import('../src/platforms/buddypress/index.ts')).buddypress }),
  'chat-api': async () => ({ platform: (await import('../src/platforms/chat-api/index.ts')).chatApi }),
  discord: async () => ({
    platform: (await import('../src/platforms/discord/index.ts')).discord,
    socket: (await import('./discord/index.ts')).createDiscordSocketFeed,
  }),
  'messages-dev': async () => ({
    platform: (await import('../src/platforms/messages-dev/index.ts')).messagesDev,
  }),
  slack: async () => {
    const { slack, createSlackSocketFeed } = await import('./slack/index.ts');
    return { platform: slack, socket: createSlackSocketFeed };
  },
};

/** Names of all platforms that can be loaded. */
export const loadable: readonly string[] = Object.keys(LOADERS);

export interface Loaded {
  readonly platforms: Readonly<Record<string, Platform>>;
  readonly sockets: Readonly<Record<string, SocketFeedFactory>>;
}

/**
 * Loads the platforms that a configuration names, so that a daemon does not pay the memory of the others. All of them
 * when it cannot be read, or names one in a way that only the real reading understands: that one then says what is
 * wrong, and what there is instead.
 */
export async function loadPlatforms(configFile: string): Promise<Loaded> {
  const names = namedIn(configFile);
  const platforms: Record<string, Platform> = {};
  const sockets: Record<string, SocketFeedFactory> = {};
  for (const [name, load] of Object.entries(LOADERS)) {
    if (names && !names.has(name)) continue;
    const { platform, socket } = await load();
    platforms[name] = platform;
    if (socket) sockets[name] = socket;
  }
  return { platforms, sockets };
}

function namedIn(file: string): ReadonlySet<string> | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const mentions = text.match(/\bplatform\b/g)?.length ?? 0;
  const names = [...text.matchAll(/\bplatform["']?\s*:\s*["']?([a-z-]+)/g)].map((match) => match[1] ?? '');
  const isPlain = names.length === mentions && names.every((name) => name in LOADERS);
  return isPlain ? new Set(names) : undefined;
}
