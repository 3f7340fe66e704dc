import { it } from 'vitest';
import { platforms } from '../../../bridges/platforms.ts';
import { serviceOf } from '../../../bridges/sandbox/demo/services.ts';
import { BuddyPressEmulator } from '../../../bridges/sandbox/buddypress/emulator.ts';
import { PARLEY } from '../../../bridges/sandbox/buddypress/seed.ts';
import type { EmulatedMessage, Emulator, SaidFile } from '../../../bridges/sandbox/kit/index.ts';
import { serviceNames } from '../../../bridges/sandbox/sandbox.ts';
import type { Capabilities } from '../../../src/platforms/index.ts';
import type { Silence } from '../../../bridges/bot/index.ts';
import type { LogLine, Stage, StageOptions } from '../engine/stage.ts';
import { prepareStage, setStage } from '../engine/stage.ts';

/** How long one case may take, on a machine that is busy with others. */
export const PATIENCE = 40_000;

/** A service of the sandbox, as the cases have to know it. */
export interface Kind {
  readonly service: string;
  readonly can: Capabilities;
  /** What people can do in its own pages. */
  readonly peopleCan: ReturnType<typeof serviceOf>['peopleCan'];
  /** A conversation of two, set up where there is none yet; undefined where the sandbox has none. */
  direct(emulator: Emulator): string | undefined;
  readonly hasDirect: boolean;
  /** What a voice note is there; undefined where people record none that we could tell from other sound. */
  readonly voice?: Pick<SaidFile, 'name' | 'mimeType'>;
}

/** Place of the conversation of two among the first ones of each service. */
const DIRECT: Readonly<Record<string, number>> = { 'better-messages': 1, 'chat-api': 2, 'messages-dev': 2 };

const VOICE: Readonly<Record<string, Pick<SaidFile, 'name' | 'mimeType'>>> = {
  'chat-api': { name: 'voice.ogg', mimeType: 'audio/ogg' },
  'messages-dev': { name: 'voice.m4a', mimeType: 'audio/mp4' },
  discord: { name: 'voice-message.ogg', mimeType: 'audio/ogg' },
};

/** All services of the sandbox. */
export const kinds: readonly Kind[] = serviceNames.map((service) => {
  const platform = platforms[service.replace(/-v1$/, '')];
  if (!platform) throw new Error(`There is no platform for ${service}.`);
  const at = DIRECT[service];
  const { [service]: voice } = VOICE;
  const isBuddyPress = platform.capabilities.platform === 'buddypress';
  return {
    service,
    can: platform.capabilities,
    peopleCan: serviceOf(service).peopleCan,
    hasDirect: isBuddyPress || at !== undefined,
    ...(voice === undefined ? {} : { voice }),
    direct(emulator) {
      if (emulator instanceof BuddyPressEmulator) {
        const [person] = emulator.conversations()[0]?.people ?? [];
        return emulator.open({ as: person ?? '', to: [String(PARLEY.id)], text: 'Hello there' }).id;
      }
      return at === undefined ? undefined : emulator.conversations()[at]?.id;
    },
  };
});

/** A case for a kind. Where the kind lacks what it takes, there is none. @param lacks what that is, for readers */
export function caseWhere(has: boolean, lacks: string, name: string, run: () => Promise<void>): void {
  if (!has) console.info(`${name}: not here, for ${lacks}`);
  else it(name, { timeout: PATIENCE }, run);
}

/** What is shown, without the signs that nobody sees. */
export function textOf(message: EmulatedMessage | undefined): string {
  return (message?.shown ?? '').replaceAll('\u200B', '').trim();
}

/** Another service, for what needs two. */
export function otherThan({ service }: Kind): string {
  return service === 'slack' ? 'better-messages' : 'slack';
}

/** A service may be polled seldom where it calls us; a test need not wait for that. */
const QUICK = { 'messages-dev': { pollEvery: '150ms' }, 'chat-api': { pollEvery: '150ms' } };

/** Sets the stage and starts the daemon on it. */
export function setQuickStage(options: Omit<StageOptions, 'accounts'>): Promise<Stage> {
  return setStage({ ...options, accounts: QUICK });
}

/** Sets the stage; the daemon does not run yet. */
export function prepareQuickStage(options: Omit<StageOptions, 'accounts'>): Promise<Stage> {
  return prepareStage({ ...options, accounts: QUICK });
}

/** Resolves when the bot has left so many messages unanswered for this reason. */
export function silent(stage: Stage, why: Silence, times = 1): Promise<void> {
  const isSo = ({ message, fields }: LogLine): boolean => message === 'not answered' && fields['why'] === why;
  return stage.until(() => stage.log.filter(isSo).length >= times);
}

/** What our account has said by now. */
export async function texts(stage: Stage, service = stage.first): Promise<string[]> {
  return (await stage.ownNow(service)).map(textOf);
}
