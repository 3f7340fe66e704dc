import type { Log } from '../../../src/host/index.ts';
import type { BotConfig } from '../../config/bot-model.ts';
import type { PersonConfig } from '../../config/model.ts';
import type { ToolResult, ToolSpec } from '../contract.ts';
import type { HandOver, Toolbox } from '../parts.ts';
import { secretsOf } from '../prompt/secrets.ts';
import { builtInTools } from './built-in/built-in.ts';
import { ServerTools } from './server-tools.ts';
import { quoted, toResult } from './text.ts';

/** A request may have no more tools: https://platform.openai.com/docs/api-reference/chat/create */
const MAX_SPECS = 128;
/** All tools together, as JSON; every request pays for them. */
const MAX_CHARACTERS = 120_000;

export interface ToolboxOptions {
  readonly bot: BotConfig;
  readonly people: readonly PersonConfig[];
  readonly handOver: HandOver;
  /** Values of the configuration that no model may be shown; those of the bot are added. */
  readonly secrets: readonly string[];
  readonly log: Log;
}

/**
 * The tools of a bot: its own, and those of its servers as far as the configuration allows. Nothing is started before
 * it is needed. Tools that change what the bot keeps of a conversation read it from the journal, so calls have to be
 * made one after another, each after the deed of the one before was stored.
 */
export function createToolbox({ bot, people, handOver, secrets: given, log }: ToolboxOptions): Toolbox {
  const secrets = [...given, ...secretsOf(bot)];
  const own = builtInTools(bot, handOver);
  const ofServers = new ServerTools(bot, { people, secrets, log });
  const limit = (result: ToolResult): ToolResult => ({
    ...result,
    text: toResult(result.text, secrets, bot.tools.maxResult),
  });
  let told = 0;
  return {
    async specs(place, asking) {
      const all = [...own.values(), ...(await ofServers.allowed({ place, people: asking }))].map(
        ({ spec }) => spec,
      );
      const shown = fitting(all);
      if (shown.length < all.length && all.length !== told) {
        told = all.length;
        log.warn(
          { bot: bot.name, tools: all.length, shown: shown.length },
          'there are more tools than a model can be shown: allow them by name instead of all of a server',
        );
      }
      return shown;
    },
    async call(call, turn, surroundings, signal) {
      try {
        const tool = own.get(call.name);
        if (tool) {
          const { deed, ...result } = await tool.call(call.arguments, turn, surroundings);
          return deed ? { ...limit(result), deed } : limit(result);
        }
        const asking = { place: turn.place, people: turn.heard.map(({ message }) => message.author) };
        return limit(await ofServers.call(call, asking, signal));
      } catch (error) {
        log.error({ bot: bot.name, tool: quoted(call.name, 100), error }, 'a tool could not be carried out');
        return {
          text: 'The tool could not be carried out; the reason lies with the bot, not with the call.',
          failed: true,
        };
      }
    },
    close: () => ofServers.close(),
  };
}

/** The first tools, as many as a request can hold. */
function fitting(specs: readonly ToolSpec[]): ToolSpec[] {
  let left = MAX_CHARACTERS;
  return specs
    .filter((spec) => {
      const size = JSON.stringify(spec).length;
      if (size > left) return false;
      left -= size;
      return true;
    })
    .slice(0, MAX_SPECS);
}
