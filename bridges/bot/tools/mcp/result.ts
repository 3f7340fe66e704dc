import { z } from 'zod';
import type { ToolResult } from '../../contract.ts';
import { quoted } from '../text.ts';

/** Lenient: one part that nobody knows must not spoil the others. */
export const resultSchema = z
  .object({
    content: z.array(z.unknown()).default([]),
    structuredContent: z.unknown(),
    isError: z.boolean().optional(),
  })
  .passthrough();

const partSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image'), data: z.string(), mimeType: z.string() }),
  z.object({ type: z.literal('audio'), data: z.string(), mimeType: z.string() }),
  z.object({ type: z.literal('resource_link'), uri: z.string(), name: z.string() }),
  z.object({
    type: z.literal('resource'),
    resource: z.object({
      uri: z.string(),
      mimeType: z.string().optional(),
      text: z.string().optional(),
      blob: z.string().optional(),
    }),
  }),
]);

/** What a tool answered, as text; not limited yet. */
export function resultText({
  content,
  structuredContent,
  isError,
}: z.infer<typeof resultSchema>): ToolResult {
  const parts = content.map(partText);
  const data = structuredContent === undefined || parts.length > 0 ? [] : [JSON.stringify(structuredContent)];
  const text = [...parts, ...data].join('\n').trim();
  if (isError === true)
    return { text: text === '' ? 'The tool failed and did not say why.' : text, failed: true };
  return { text: text === '' ? 'Done; the tool answered nothing.' : text };
}

function partText(part: unknown): string {
  const { data } = partSchema.safeParse(part);
  switch (data?.type) {
    case 'text':
      return data.text;
    case 'image':
    case 'audio':
      return `[${data.type}, ${quoted(data.mimeType, 80)}, ${bytesOf(data.data)} bytes: not shown]`;
    case 'resource_link':
      return `[link to ${quoted(data.name, 200)}: ${quoted(data.uri, 500)}]`;
    case 'resource': {
      const { uri, mimeType = 'unknown kind', text, blob = '' } = data.resource;
      const label = `${quoted(uri, 500)}, ${quoted(mimeType, 80)}`;
      return text === undefined
        ? `[file ${label}, ${bytesOf(blob)} bytes: not shown]`
        : `[file ${label}]\n${text}`;
    }
    default:
      return '[something that cannot be shown]';
  }
}

/** Of Base64, without decoding it. */
function bytesOf(base64: string): string {
  return String(Math.floor((base64.replace(/=+$/, '').length * 3) / 4));
}
