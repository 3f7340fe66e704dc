import type { BotContext } from './bot-context.ts';
import { showWhere } from './bot-context.ts';
import type { BotConfig } from './bot-model.ts';
import { readBot } from './bot-read.ts';
import { toJsonSchema } from './json-schema.ts';
import { sections } from './schema.ts';
import { validate } from './validate.ts';

/** Checks every bot of the file. Reports problems and leaves out the bots that have one. */
export function readBots(written: Readonly<Record<string, unknown>>, context: BotContext): BotConfig[] {
  const { document, problems } = context;
  const shape = toJsonSchema(sections.bot);
  const bots = Object.entries(written).flatMap(([name, value]) => {
    const bot = validate(sections.bot, value, { document, base: ['bots', name], shape, problems });
    return (bot && readBot(name, bot, context)) ?? [];
  });
  warnOfEchoes(bots, context);
  return bots;
}

/** Two bots that listen in one place would both carry out each command. */
function warnOfEchoes(bots: readonly BotConfig[], { document, warnings }: BotContext): void {
  const first = new Map<string, string>();
  for (const { name, commands, in: places } of bots) {
    for (const place of places) {
      const key = JSON.stringify([commands.prefix, place.account, place.conversation]);
      const other = first.get(key);
      if (other === undefined) first.set(key, name);
      if (other === undefined || other === name) continue;
      const message =
        `The bots "${other}" and "${name}" both listen in ${showWhere(place)} for commands with "${commands.prefix}": ` +
        'both would follow each. Give one of them another commands.prefix.';
      warnings.push({ ...document.keyAt(['bots', name]), message });
    }
  }
}
