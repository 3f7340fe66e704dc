import type { BotContext } from './bot-context.ts';
import { complain, readWhere } from './bot-context.ts';
import { readBudget, readModel } from './bot-budget.ts';
import { readFolder, readInstructions } from './bot-files.ts';
import { readManners } from './bot-manners.ts';
import type { BotConfig, CommandName, CommandsConfig, HandoverConfig } from './bot-model.ts';
import { readAllowed } from './bot-people.ts';
import { readBotPlaces } from './bot-places.ts';
import type { BotInFile } from './bot-schema.ts';
import { readTools } from './bot-tools.ts';
import type { Path } from './document.ts';

/** Checks one bot and fills in the defaults. Undefined after reporting problems. */
export function readBot(name: string, written: BotInFile, context: BotContext): BotConfig | undefined {
  const path: Path = ['bots', name];
  const before = context.problems.length;
  const title = written.title ?? name;
  const model = readModel([...path, 'model'], written.model, context);
  const manners = readManners([...path, 'manners'], written.manners, context);
  const places = readBotPlaces([...path, 'in'], written.in, manners, context);
  const { messages, tokens, summaryTokens, knowledge } = written.memory;
  const { moderation, maxLinks, maxLength } = written.safety;
  const { typing, stream, streamEvery, files, transcription } = written.shape;
  const rest = {
    instructions: readInstructions(path, written, title, context),
    commands: readCommands([...path, 'commands'], written.commands, places, context),
    handover: readHandover([...path, 'handover'], written.handover, context),
    memory: {
      ...{ messages, tokens, summaryTokens },
      ...(knowledge === undefined
        ? {}
        : { knowledge: readFolder([...path, 'memory', 'knowledge'], knowledge, context) }),
    },
    budget: readBudget([...path, 'budget'], written.budget, model, context),
    safety: { ...(moderation === undefined ? {} : { moderation }), maxLinks, maxLength },
    tools: readTools([...path, 'tools'], written.tools, places, context),
    shape: {
      ...{ typing, stream, streamEveryMs: streamEvery, files },
      ...(transcription === undefined ? {} : { transcription }),
    },
  };
  if (!model || context.problems.length > before) return undefined;
  return { name, title, model, in: places, ...rest };
}

function readCommands(
  path: Path,
  { prefix, allow }: BotInFile['commands'],
  places: BotConfig['in'],
  context: BotContext,
): CommandsConfig {
  const slack = places.find(({ account }) => context.platformOf(account)?.capabilities.platform === 'slack');
  if (slack && prefix.startsWith('/')) {
    const advice =
      'Slack takes what begins with / for its own commands and sends none of it. Choose another, such as !.';
    complain(context, [...path, 'prefix'], `is "${prefix}". ${advice}`);
  }
  const who = (name: CommandName): 'everyone' | readonly string[] => {
    const written = allow[name] ?? 'everyone';
    if (written === 'everyone') return 'everyone';
    return readAllowed([...path, 'allow', name], written, context);
  };
  return {
    prefix,
    allow: {
      help: who('help'),
      stop: who('stop'),
      mute: who('mute'),
      unmute: who('unmute'),
      reset: who('reset'),
      handover: who('handover'),
      takeback: who('takeback'),
      usage: who('usage'),
      join: who('join'),
      leave: who('leave'),
    },
  };
}

function readHandover(
  path: Path,
  { to, returnAfter, say, sayBack, byModel }: BotInFile['handover'],
  context: BotContext,
): HandoverConfig {
  const where = to === undefined ? undefined : readWhere([...path, 'to'], to, context);
  if (where && where.conversation === undefined) {
    const advice = `Write account:conversation, for example "${where.account}:12".`;
    complain(context, [...path, 'to'], `is a whole account. ${advice}`);
  }
  const { account, conversation } = where ?? {};
  return {
    ...(account === undefined || conversation === undefined ? {} : { to: { account, conversation } }),
    ...(returnAfter === undefined ? {} : { returnAfterMs: returnAfter }),
    ...{ say, sayBack, byModel },
  };
}
