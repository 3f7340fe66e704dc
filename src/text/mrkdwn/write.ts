import type { PhrasingContent } from 'mdast';
import { labelOf } from '../inline.ts';
import { guard } from '../marks/grammar.ts';
import { createWriter } from '../marks/write.ts';
import { safeUrl } from '../url.ts';
import { escapeEntities, writeText } from './escape.ts';

/** Writes Slack's mrkdwn, as `chat.postMessage` takes it in `text`. */
export const writeMrkdwn = createWriter({
  bullet: '• ',
  text: writeText,
  code: escapeEntities,
  special,
  guardQuotes: (lines) =>
    lines.includes('&gt;') ? lines.replace(/(?<![^\n])(?=\u200b*&gt;)/g, guard) : lines,
});

const personId = /^[UWB][A-Z0-9]{2,}$/;
const channelId = /^[CGD][A-Z0-9]{2,}$/;

function special(node: PhrasingContent): string | undefined {
  switch (node.type) {
    case 'mention':
      return node.id !== undefined && personId.test(node.id) ? `<@${node.id}>` : undefined;
    case 'channelRef':
      return node.id !== undefined && channelId.test(node.id) ? `<#${node.id}>` : undefined;
    case 'customEmoji':
      return /^[\p{Ll}\d_+'-]+$/u.test(node.name) ? `:${node.name}:` : undefined;
    case 'timestamp':
      if (!Number.isSafeInteger(node.seconds)) return undefined;
      return `<!date^${String(node.seconds)}^{date_short_pretty} {time}|${writeLabel(node.fallback)}>`;
    case 'link':
      return writeLink(node.url, labelOf(node.children));
    case 'image':
      return writeLink(node.url, node.alt ?? '');
    default:
      return undefined;
  }
}

function writeLink(url: string, label: string): string | undefined {
  const target = safeUrl(url);
  if (target === undefined) return label === '' ? '' : undefined;
  const address = escapeEntities(target);
  return label === '' || label === target ? `<${address}>` : `<${address}|${writeLabel(label)}>`;
}

function writeLabel(label: string): string {
  return escapeEntities(label.replaceAll('\n', ' '));
}
