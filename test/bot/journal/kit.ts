import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Heard, ModelAnswer, Turn, Usage, Words } from '../../../bridges/bot/contract.ts';
import type { Intake, Journal, Place } from '../../../bridges/journal/index.ts';
import { openJournal } from '../../../bridges/journal/index.ts';
import type { Message } from '../../../src/model/index.ts';
import { created } from '../../support/events.ts';
import { tempDir } from '../../support/temp.ts';

export const bot = 'helper';
export const here: Place = { account: 'site', conversation: '1' };
export const mirror: Place = { account: 'team', conversation: 'C1' };

export async function open(file = path.join(tempDir(), 'parley.db')): Promise<Journal & { file: string }> {
  const journal = await openJournal(file);
  onTestFinished(async () => {
    await journal.close().catch(() => undefined);
  });
  return Object.assign(journal, { file });
}

/** An event in a place where the bot listens. */
export function listened(event: Intake['event'], ...bots: string[]): Intake {
  return { event, to: [], bots: bots.length > 0 ? bots : [bot] };
}

/** Somebody says something to the bot. */
export async function hear(
  journal: Journal,
  id: string,
  text?: string,
  overrides?: Partial<Message>,
): Promise<Heard> {
  const event = created(id, text, overrides);
  await journal.accept('site', [listened(event)], undefined);
  const place = { ...here, conversation: event.conversation };
  const heard = (await journal.turns.heard(bot, place)).find(({ message }) => message.id === id);
  if (!heard) throw new Error(`The bot did not hear message ${id}.`);
  return heard;
}

export async function beginTurn(journal: Journal, id = '5', overrides?: Partial<Message>): Promise<Turn> {
  const heard = await hear(journal, id, undefined, overrides);
  return journal.turns.begin(bot, heard.place, [heard]);
}

export function used(input: number, output = 0, cached = 0): Usage {
  return { input, output, cached };
}

export function answer(text: string, usage = used(10, 5)): ModelAnswer {
  return { text, toolCalls: [], finish: 'stop', usage, model: 'small' };
}

/** Words of a turn for its own place and the one it is mirrored to. */
export function words(turn: Turn, text: string, state: Words['state'] = 'answered'): Words {
  const id = `bot:${String(turn.id)}`;
  const author = { id: bot, name: 'Helper', kind: 'bot' as const };
  const event = created(id, text, { author, conversation: turn.place.conversation });
  return {
    event: turn.began ? { ...event, type: 'message.edited' } : event,
    to: [
      { route: `bot ${bot}`, place: turn.place },
      { route: 'support', place: mirror },
    ],
    state,
  };
}
