import type { PhrasingContent } from 'mdast';
import { safeUrl } from '../url.ts';
import { decodeEntities } from './escape.ts';

/** Reads what stands between `<` and `>`: a person, a channel, a call to many, a moment or a link. */
export function readBrackets(inside: string): PhrasingContent {
  const bar = inside.indexOf('|');
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? undefined : decodeEntities(inside.slice(bar + 1)) || undefined;
  const id = target.slice(1);
  switch (target[0]) {
    case '@':
      return { type: 'mention', id, name: label?.replace(/^@/, '') ?? id };
    case '#':
      return { type: 'channelRef', id, name: label?.replace(/^#/, '') ?? id };
    case '!':
      return readCommand(id, label);
    default: {
      const address = decodeEntities(target);
      const url = safeUrl(address);
      if (url === undefined)
        return { type: 'text', value: label === undefined ? address : `${label} (${address})` };
      return {
        type: 'link',
        url,
        children: [{ type: 'text', value: label ?? address.replace(/^mailto:/i, '') }],
      };
    }
  }
}

function readCommand(command: string, label: string | undefined): PhrasingContent {
  const [name = '', first = ''] = command.split('^');
  if (name === 'date' && /^\d+$/.test(first)) {
    return {
      type: 'timestamp',
      seconds: Number(first),
      fallback: label ?? new Date(Number(first) * 1000).toISOString(),
    };
  }
  if (name === 'subteam') return { type: 'mention', name: label?.replace(/^@/, '') ?? first };
  return { type: 'text', value: label ?? `@${name}` };
}
