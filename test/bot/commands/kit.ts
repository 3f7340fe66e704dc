import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Surroundings } from '../../../bridges/bot/parts.ts';
import type { BotConfig } from '../../../bridges/config/index.ts';
import type { Journal } from '../../../bridges/journal/index.ts';
import { openJournal } from '../../../bridges/journal/index.ts';
import { MemoryService } from '../../support/memory-platform.ts';
import { tempDir } from '../../support/temp.ts';
import { NOW, PEOPLE, SELF } from '../manners/kit.ts';

/** The surroundings of a bot in conversation 1 of `site`, with a journal on disk. */
export async function surround(
  bot: BotConfig,
  more: Partial<Surroundings> = {},
): Promise<Surroundings & { journal: Journal }> {
  const journal = await openJournal(path.join(tempDir(), 'parley.db'));
  onTestFinished(() => journal.close());
  const [place] = bot.in;
  if (!place) throw new Error('The bot listens nowhere.');
  return {
    bot,
    manners: place.manners,
    place: { account: 'site', conversation: '1' },
    connection: new MemoryService().account('site').connection,
    self: SELF,
    conversation: { name: 'Talk', kind: 'group' },
    people: PEOPLE,
    store: journal.turns,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    now: () => NOW,
    journal,
    ...more,
  };
}

function ignore(): void {
  // Nothing here is logged that a test looks at.
}
