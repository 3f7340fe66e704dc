import { z } from 'zod';
import { ApiError, apiError } from './errors.ts';

const CATEGORIES = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
];

/** Words that this service takes for harmful; nothing else is. */
const HARMFUL: Readonly<Record<string, RegExp>> = {
  violence: /\b(kill|murder|bomb)\b/i,
  hate: /\bi hate (all|every)\b/i,
};

const inputSchema = z.object({
  model: z.string().default('omni-moderation-latest'),
  input: z.union([
    z.string().transform((text) => [text]),
    z.array(z.string()).min(1),
    z
      .array(z.object({ type: z.enum(['text', 'image_url']), text: z.string().optional() }))
      .min(1)
      .transform((parts) => [parts.map(({ text }) => text ?? '').join('\n')]),
  ]),
});

/** @throws {ApiError} 400 */
export function moderationQuestion(body: unknown): z.infer<typeof inputSchema> {
  const parsed = inputSchema.safeParse(body);
  if (!parsed.success) throw new ApiError(400, apiError.invalid("Invalid value for 'input'.", 'input'));
  return parsed.data;
}

/** An answer of the moderation, by the words above. */
export function moderation(id: string, { model, input }: z.infer<typeof inputSchema>): object {
  return {
    id,
    model,
    results: input.map((text) => {
      const hits = CATEGORIES.map((name) => [name, HARMFUL[name]?.test(text) ?? false] as const);
      return {
        flagged: hits.some(([, hit]) => hit),
        categories: Object.fromEntries(hits),
        category_scores: Object.fromEntries(hits.map(([name, hit]) => [name, hit ? 0.98 : 0.0001])),
        category_applied_input_types: Object.fromEntries(
          hits.map(([name, hit]) => [name, hit ? ['text'] : []]),
        ),
      };
    }),
  };
}

/** Kinds that the real service takes, by the end of the name. */
const AUDIO = ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm'];

/**
 * Words of a voice note: a sentence that says which one it was, since nobody listens.
 * @throws {ApiError} 400
 */
export function transcription(file: unknown): { text: string; usage: object } {
  if (!(file instanceof File)) throw new ApiError(400, apiError.invalid('you must provide a file', 'file'));
  const kind = /\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  if (!AUDIO.includes(kind))
    throw new ApiError(
      400,
      apiError.invalid(
        `Unrecognized file format. Supported formats: ['${AUDIO.join("', '")}']`,
        'file',
        'unsupported_format',
      ),
    );
  if (file.size === 0)
    throw new ApiError(
      400,
      apiError.invalid(
        'Audio file is too short. Minimum audio length is 0.1 seconds.',
        'file',
        'audio_too_short',
      ),
    );
  return {
    text: `This is what a script wrote down of ${file.name}, ${String(file.size)} bytes.`,
    usage: { type: 'duration', seconds: 1 },
  };
}
