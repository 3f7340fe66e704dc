import type { ModelEmulator } from '../../bridges/sandbox/model/index.ts';
import type { CountedBot } from './answers.ts';
import { createRandom } from './random.ts';

/** What people call the bot of a run. */
export const TITLE = 'Helper';

/** How the bot of a run behaves in one conversation. */
export interface BotManners {
  readonly mode: 'always' | 'mention';
  readonly meanwhile: 'next' | 'join' | 'interrupt';
  readonly burst: string;
}

/**
 * Manners for so many conversations: always and mention by turns, and mostly a turn for each question. Which comes
 * first, and where several questions become one turn, is up to the seed.
 */
export function planManners(seed: string, places: number): BotManners[] {
  const random = createRandom(`${seed} manners`);
  const first = random.between(0, 1);
  const joining = random.between(0, places - 1);
  const interrupting = (joining + random.between(1, places - 1)) % places;
  return Array.from({ length: places }, (_, index) => {
    const mode = (index + first) % 2 === 0 ? 'always' : 'mention';
    if (index === interrupting) return { mode, meanwhile: 'interrupt', burst: '0s' };
    if (index !== joining) return { mode, meanwhile: 'next', burst: '0s' };
    // What goes on with a question within a burst is answered without being addressed to the bot.
    return { mode, meanwhile: 'join', burst: mode === 'always' ? '150ms' : '0s' };
  });
}

/** @param isDirect whether the conversation is one of two, where everything is addressed to the bot */
export function countedBot({ mode, meanwhile }: BotManners, isDirect: boolean): CountedBot {
  return {
    asks: (shown) => mode === 'always' || isDirect || shown.includes(TITLE),
    order: meanwhile === 'next' ? 'all' : 'person',
  };
}

/** The bot, as it stands in the file. */
export function botSettings(
  model: ModelEmulator,
  places: readonly {
    readonly account: string;
    readonly conversation: string;
    readonly manners: BotManners;
  }[],
): object {
  return {
    title: TITLE,
    // Faults come by chance, so that several may meet the same question.
    model: { ...model.modelSettings(), attempts: 6, timeout: '10s' },
    in: places.map(({ account, conversation, manners }) => ({
      place: { account, conversation },
      ...manners,
    })),
    tools: { builtIn: ['search', 'note'] },
    shape: { stream: true, streamEvery: '500ms' },
    memory: { messages: 8, summaryTokens: 0 },
  };
}
