import type { BotContext } from './bot-context.ts';
import { complain, eachOf, readWhere, showWhere } from './bot-context.ts';
import type { BotPlace, McpServer, ToolRule, ToolsConfig } from './bot-model.ts';
import { readAllowed } from './bot-people.ts';
import type { ServerInFile, ToolRuleInFile, ToolsInFile } from './bot-tools-schema.ts';
import type { Path } from './document.ts';
import type { Whereabouts } from './model.ts';
import { didYouMean } from './suggest.ts';
import { isLoopback } from './web.ts';

/** Checks the tools of a bot. Reports problems and leaves out what has one. */
export function readTools(
  path: Path,
  written: ToolsInFile,
  places: readonly BotPlace[],
  context: BotContext,
): ToolsConfig {
  const servers = Object.entries(written.servers).flatMap(
    ([name, server]) => readServer([...path, 'servers', name], name, server, context) ?? [],
  );
  const names = Object.keys(written.servers);
  const allow = eachOf([...path, 'allow'], written.allow).flatMap(
    ({ at, one }) => readRule(at, one, { names, places }, context) ?? [],
  );
  for (const name of names) {
    if (written.allow.some((rule) => toolOf(rule).startsWith(`${name}.`))) continue;
    const message = `Nothing of the server "${name}" may be called. Add "${name}.*", or its tools by name, to ${path.join('.')}.allow.`;
    context.warnings.push({ ...context.document.keyAt([...path, 'servers', name]), message });
  }
  const { builtIn, timeout, callsPerTurn, maxResult } = written;
  return { builtIn: [...new Set(builtIn)], servers, allow, timeoutMs: timeout, callsPerTurn, maxResult };
}

function readServer(
  path: Path,
  name: string,
  { command, args, env, url, headers }: ServerInFile,
  context: BotContext,
): McpServer | undefined {
  const explained = 'Write "command" (and args, env) for a program, or "url" (and headers) for an address.';
  if (command !== undefined) {
    if (url !== undefined || headers !== undefined)
      return complain(context, path, `mixes a program with an address. ${explained}`);
    return {
      name,
      command,
      args: (args ?? []).map(String),
      env: Object.fromEntries(Object.entries(env ?? {}).map(([key, value]) => [key, String(value)])),
    };
  }
  if (url === undefined || args !== undefined || env !== undefined)
    return complain(context, path, `is no server. ${explained}`);
  const address = readUrl([...path, 'url'], url, context);
  return address === undefined ? undefined : { name, url: address, headers: headers ?? {} };
}

/** Checks an address of a service of ours; warns where what goes there can be read on the way. */
export function readUrl(path: Path, text: string, context: BotContext): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.hash !== '')
    return complain(context, path, 'must be an address such as https://api.example.org/v1.');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    const message = `${path.join('.')} is a plain http address: keys and messages travel unencrypted. Use https.`;
    context.warnings.push({ ...context.document.at(path), message });
  }
  return text;
}

function toolOf(rule: ToolRuleInFile): string {
  return typeof rule === 'string' ? rule : rule.tool;
}

function readRule(
  path: Path,
  written: ToolRuleInFile,
  { names, places }: { names: readonly string[]; places: readonly BotPlace[] },
  context: BotContext,
): ToolRule | undefined {
  const rule = typeof written === 'string' ? { tool: written } : written;
  const toolAt = typeof written === 'string' ? path : [...path, 'tool'];
  const [server = '', ...tool] = rule.tool.trim().split('.');
  if (tool.join('.') === '')
    return complain(
      context,
      toolAt,
      `is "${rule.tool}". Write server.tool, or server.* for all of a server.`,
    );
  if (!names.includes(server)) {
    const message = `names the server "${server}", which is not there. ${didYouMean(server, names)}`;
    return complain(context, toolAt, message.trim());
  }
  const where = eachOf([...path, 'in'], rule.in).flatMap(({ at, one }) => {
    const found = readWhere(at, one, context);
    if (!found || places.length === 0 || places.some((place) => meets(place, found))) return found ?? [];
    const known = didYouMean(showWhere(found), places.map(showWhere));
    return (
      complain(context, at, `can never hold: the bot does not listen in ${showWhere(found)}. ${known}`) ?? []
    );
  });
  return {
    tool: rule.tool.trim(),
    in: where,
    people: readAllowed([...path, 'people'], rule.people, context),
  };
}

/** Whether a message of one may be a message of the other. */
function meets(place: Whereabouts, where: Whereabouts): boolean {
  if (place.account !== where.account) return false;
  const isWhole = place.conversation === undefined || where.conversation === undefined;
  return isWhole || place.conversation === where.conversation;
}
