import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Heard, Turn } from '../../../bridges/bot/contract.ts';
import type { Journal } from '../../../bridges/journal/index.ts';
import { openJournal } from '../../../bridges/journal/index.ts';
import type { Message } from '../../../src/model/index.ts';
import { created } from '../../support/events.ts';
import { tempDir } from '../../support/temp.ts';
import { bot, here, listened } from './play.ts';

export * from './play.ts';

export async function open(file = path.join(tempDir(), 'parley.db')): Promise<Journal & { file: string }> {
  const journal = await openJournal(file);
  onTestFinished(async () => {
    await journal.close().catch(() => undefined);
  });
  return Object.assign(journal, { file });
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
