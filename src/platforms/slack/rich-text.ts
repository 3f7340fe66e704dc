import type { List, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { z } from 'zod';
import { emojiFromShortcode } from '../../text/index.ts';
import { paragraphs } from '../../text/paragraphs.ts';
import type { Root } from '../../text/tree.ts';

const styleSchema = z
  .object({
    bold: z.boolean(),
    italic: z.boolean(),
    strike: z.boolean(),
    code: z.boolean(),
    underline: z.boolean(),
  })
  .partial()
  .passthrough();

const leafSchema = z
  .object({
    type: z.string(),
    text: z.string().optional(),
    url: z.string().optional(),
    user_id: z.string().optional(),
    channel_id: z.string().optional(),
    usergroup_id: z.string().optional(),
    name: z.string().optional(),
    unicode: z.string().optional(),
    range: z.string().optional(),
    value: z.string().optional(),
    timestamp: z.number().optional(),
    fallback: z.string().optional(),
    style: styleSchema.optional(),
  })
  .passthrough();
type Leaf = z.output<typeof leafSchema>;

const runSchema = z.object({
  type: z.enum(['rich_text_section', 'rich_text_quote', 'rich_text_preformatted']),
  elements: z.array(leafSchema),
});
const listSchema = z.object({
  type: z.literal('rich_text_list'),
  style: z.enum(['ordered', 'bullet']).catch('bullet'),
  elements: z.array(runSchema),
});
const blockSchema = z.object({
  type: z.literal('rich_text'),
  elements: z.array(z.union([listSchema, runSchema])),
});

/**
 * Reads what Slack's composer made: there alone a star that was typed can be told from bold text. Undefined for
 * anything else than one block of rich text, which `text` describes well enough.
 */
export function fromRichText(blocks: readonly unknown[] | undefined): Root | undefined {
  if (blocks?.length !== 1) return undefined;
  const block = blockSchema.safeParse(blocks[0]);
  if (!block.success) return undefined;
  const children: RootContent[] = [];
  for (const element of block.data.elements) {
    if (element.type === 'rich_text_list') children.push(list(element));
    else if (element.type === 'rich_text_preformatted')
      children.push({ type: 'code', value: element.elements.map(words).join('') });
    else if (element.type === 'rich_text_quote')
      children.push({ type: 'blockquote', children: run(element.elements) });
    else children.push(...run(element.elements));
  }
  return { type: 'root', children };
}

function list(element: z.output<typeof listSchema>): List {
  return {
    type: 'list',
    ordered: element.style === 'ordered',
    spread: false,
    children: element.elements.map((item) => ({
      type: 'listItem',
      spread: false,
      children: run(item.elements),
    })),
  };
}

/** A section ends with a line feed when another element follows it. */
function run(leaves: readonly Leaf[]): Paragraph[] {
  const nodes = leaves.map(inline);
  const last = nodes.at(-1);
  if (last?.type === 'text') {
    nodes.pop();
    const value = last.value.replace(/\n$/, '');
    if (value !== '') nodes.push({ type: 'text', value });
  }
  return paragraphs(nodes);
}

function inline(leaf: Leaf): PhrasingContent {
  const { style } = leaf;
  let node = style?.code === true ? ({ type: 'inlineCode', value: words(leaf) } as const) : bare(leaf);
  if (style?.underline === true) node = { type: 'underline', children: [node] };
  if (style?.strike === true) node = { type: 'delete', children: [node] };
  if (style?.italic === true) node = { type: 'emphasis', children: [node] };
  if (style?.bold === true) node = { type: 'strong', children: [node] };
  return node;
}

function bare(leaf: Leaf): PhrasingContent {
  switch (leaf.type) {
    case 'link':
      return {
        type: 'link',
        url: leaf.url ?? '',
        children: [{ type: 'text', value: leaf.text ?? leaf.url ?? '' }],
      };
    case 'user':
      return { type: 'mention', id: leaf.user_id ?? '', name: leaf.user_id ?? '' };
    case 'channel':
      return { type: 'channelRef', id: leaf.channel_id ?? '', name: leaf.channel_id ?? '' };
    case 'usergroup':
      return { type: 'mention', name: leaf.usergroup_id ?? '' };
    case 'emoji':
      return emoji(leaf);
    case 'date':
      return { type: 'timestamp', seconds: leaf.timestamp ?? 0, fallback: leaf.fallback ?? '' };
    default:
      return { type: 'text', value: words(leaf) };
  }
}

function emoji({ name = '', unicode }: Leaf): PhrasingContent {
  const points = (unicode ?? '').split('-').map((point) => Number.parseInt(point, 16));
  const isKnown = points.every((point) => point > 0 && point <= 0x10ffff);
  const value = isKnown ? String.fromCodePoint(...points) : emojiFromShortcode(name);
  return value === undefined ? { type: 'customEmoji', name } : { type: 'text', value };
}

function words(leaf: Leaf): string {
  if (leaf.type === 'broadcast') return `@${leaf.range ?? 'here'}`;
  return leaf.text ?? leaf.url ?? leaf.value ?? leaf.fallback ?? '';
}
