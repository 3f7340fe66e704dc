import type { INodeProperties, INodeType } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { BetterMessages } from '../../nodes/BetterMessages/BetterMessages.node.ts';
import { BetterMessagesTrigger } from '../../nodes/BetterMessages/BetterMessagesTrigger.node.ts';
import { BuddyPress } from '../../nodes/BuddyPress/BuddyPress.node.ts';
import { BuddyPressTrigger } from '../../nodes/BuddyPress/BuddyPressTrigger.node.ts';
import { ChatApi } from '../../nodes/ChatApi/ChatApi.node.ts';
import { ChatApiPollingTrigger } from '../../nodes/ChatApi/ChatApiPollingTrigger.node.ts';
import { ChatApiTrigger } from '../../nodes/ChatApi/ChatApiTrigger.node.ts';
import { MessagesDev } from '../../nodes/MessagesDev/MessagesDev.node.ts';
import { MessagesDevPollingTrigger } from '../../nodes/MessagesDev/MessagesDevPollingTrigger.node.ts';
import { MessagesDevTrigger } from '../../nodes/MessagesDev/MessagesDevTrigger.node.ts';
import { read } from './tree.ts';

/** The columns of our own nodes, in order, with all that a cell may name. */
const OURS: readonly (readonly INodeType[])[] = [
  [new BetterMessages(), new BetterMessagesTrigger()],
  [new BuddyPress(), new BuddyPressTrigger()],
  [new MessagesDev(), new MessagesDevTrigger(), new MessagesDevPollingTrigger()],
  [new ChatApi(), new ChatApiTrigger(), new ChatApiPollingTrigger()],
];
const FOREIGN = 4;
const PAGE = read('docs/n8n-features.md');

/** Operations as `resource: operation`, events and names of triggers, titles of parameters in quotes. */
function namesOf(type: INodeType): string[] {
  const { name, properties } = type.description;
  return [name, ...properties.flatMap((property) => [...operations(property), ...parameters(property)])];
}

function operations({ name, displayOptions, options = [] }: INodeProperties): string[] {
  if (name !== 'operation') return [];
  const [resource] = displayOptions?.show?.resource ?? [];
  return options.map((one) => ('value' in one ? `${String(resource)}: ${String(one.value)}` : ''));
}

function parameters({ displayName, name, options = [] }: INodeProperties): string[] {
  const inner = options.flatMap((one) => {
    if ('displayName' in one && 'name' in one) return [`“${one.displayName}”`];
    return name === 'events' && 'value' in one ? [String(one.value)] : [];
  });
  return [`“${displayName}”`, ...inner];
}

const rows = PAGE.split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (feature|-)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const notes = [...PAGE.matchAll(/^(\d)\. /gm)].map(([, digit]) => digit);

/** What is wrong with a cell of ours; nothing when all is well. */
function problemsOf(cell: string, known: readonly string[]): string[] {
  const none = /^none \((\d)\)$/.exec(cell);
  if (none) return notes.includes(none[1]) ? [] : [`${cell}: there is no such note`];
  if (cell === 'yes') return [];
  const named = [...cell.matchAll(/`([^`]+)`|(“[^”]+”)/g)].map(([, code, title]) => code ?? title ?? '');
  if (named.length === 0) return [`“${cell}” names nothing`];
  return named.filter((one) => !known.includes(one)).map((one) => `there is no ${one}`);
}

describe('the table of what the nodes can do', () => {
  it('has a cell for every node in every row', () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter((row) => row.length !== 1 + FOREIGN + OURS.length || row.includes(''))).toEqual([]);
  });

  it.each(OURS.map((types, index) => [types[0]?.description.displayName ?? '', types, index] as const))(
    'names what %s really has',
    (_, types, index) => {
      const known = types.flatMap(namesOf);
      const found = rows.flatMap((row) => problemsOf(row[1 + FOREIGN + index] ?? '', known));
      expect(found).toEqual([]);
    },
  );

  it('would not pass with an operation that is not there, an empty cell, or a reason that is not given', () => {
    const known = namesOf(new BuddyPress());
    for (const cell of ['`message: burn`', '', 'none', 'none (9)', '“Colour”']) {
      expect(problemsOf(cell, known)).not.toEqual([]);
    }
  });
});
