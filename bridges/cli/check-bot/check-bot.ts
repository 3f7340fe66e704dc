import type { Log } from '../../../src/host/index.ts';
import { redact } from '../../../src/host/index.ts';
import type { Finding } from '../../../src/platforms/index.ts';
import { secretsOf } from '../../bot/prompt/index.ts';
import type { BotConfig } from '../../config/index.ts';
import type { BotReport } from '../check-report.ts';
import { checkKnowledge } from './knowledge.ts';
import { checkModel } from './model.ts';
import { checkTools } from './tools.ts';

/**
 * Looks at what one bot needs: its models, its tools and its knowledge. Asks no model anything, so it costs nothing.
 * Its conversations are looked at with their accounts.
 * @param secrets values that must not be shown, beside those of the bot
 */
export async function checkBot(
  bot: BotConfig,
  { secrets, log }: { secrets: readonly string[]; log: Log },
): Promise<BotReport> {
  const hidden = [...secrets, ...secretsOf(bot)];
  const [model, { servers, findings: tools }, knowledge] = await Promise.all([
    checkModel(bot),
    checkTools(bot, { secrets: hidden, log }),
    checkKnowledge(bot),
  ]);
  const shown = ({ level, message, advice }: Finding): Finding => ({
    level,
    message: redact(message, hidden),
    advice: redact(advice, hidden),
  });
  return {
    bot: bot.name,
    title: bot.title,
    models: bot.model.names,
    url: bot.model.url,
    places: bot.in.map(({ account, conversation }) =>
      conversation === undefined ? account : `${account}:${conversation}`,
    ),
    servers,
    findings: [...model, ...tools, ...knowledge].map(shown),
  };
}
