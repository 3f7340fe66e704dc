import type { Capabilities, Platform } from '../src/platforms/index.ts';

const COLUMNS: Readonly<Record<string, (capabilities: Capabilities) => string>> = {
  platform: ({ title }) => title,
  'text limit': ({ text }) => text.maxLength.toLocaleString('en'),
  edits: ({ edit }) => yes(edit),
  deletions: (capabilities) => yes(capabilities.delete),
  reactions: ({ reactions }) => ({ any: 'any emoji', 'one-of-few': 'one of a few', none: 'no' })[reactions],
  replies: ({ replies }) => ({ thread: 'in threads', quote: 'yes', none: 'no' })[replies],
  files: ({ files }) => sizeOf(files),
  mentions: ({ mentions }) => yes(mentions),
  author: ({ author }) => ({ 'per-message': 'name and picture', prefix: 'name in the text' })[author],
  typing: ({ typing, signals }) => bothWays(typing, signals.includes('typing')),
  'read state': ({ readState, signals }) => bothWays(readState, signals.includes('read')),
  'events by': ({ feeds }) => feeds.join(', '),
  'repeats recognised by': ({ recognition }) => recognition,
};

/** What each platform can do, as a Markdown table from the platforms' own data, by title. */
export function capabilityTable(platforms: readonly Platform[]): string {
  const rows = platforms
    .map(({ capabilities }) => capabilities)
    .toSorted((a, b) => a.title.localeCompare(b.title, 'en'))
    .map((capabilities) => Object.values(COLUMNS).map((cell) => cell(capabilities)));
  const titles = Object.keys(COLUMNS);
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function yes(can: boolean): string {
  return can ? 'yes' : 'no';
}

function bothWays(shown: boolean, told: boolean): string {
  if (shown === told) return yes(shown);
  return shown ? 'shown there' : 'told from there';
}

function sizeOf({ send, receive, maxBytes }: Capabilities['files']): string {
  if (!send) return receive ? 'from there' : 'no';
  if (maxBytes === undefined) return 'yes';
  const mib = maxBytes / 1024 / 1024;
  return mib >= 1024 ? `${String(mib / 1024)} GiB` : `${String(Math.round(mib * 10) / 10)} MiB`;
}
