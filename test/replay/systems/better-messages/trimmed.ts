import { z } from 'zod';
import type { Recording } from '../../recordings.ts';
import type { Answer } from '../../system.ts';

const trimmedSchema = z.array(z.string()).catch([]);
const record = z.record(z.unknown());
const indexSchema = z.object({ namespace: z.string(), routes: z.record(z.unknown()) });

/** Long lists of messages were cut when the recordings were stored: the same is done to the emulator's. */
export function cutLike(recording: Recording, answer: Answer): Answer {
  const lengths = trimmedSchema.parse(recording.trimmed).flatMap((note) => {
    const [, all, first, last] =
      /of (\d+) entries was cut to its first (\d+) and last (\d+)/.exec(note) ?? [];
    return all === undefined ? [] : [{ all: Number(all), first: Number(first), last: Number(last) }];
  });
  const cut = (value: unknown, name = ''): unknown => {
    if (Array.isArray(value)) {
      const rule = name === 'messages' ? lengths.find(({ all }) => all === value.length) : undefined;
      const kept: unknown[] = rule ? [...value.slice(0, rule.first), ...value.slice(-rule.last)] : value;
      return kept.map((item) => cut(item));
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cut(item, key)]));
  };
  return onlyKept(recording, { ...answer, body: lengths.length > 0 ? cut(answer.body) : answer.body });
}

/** The index with everything on was taken down by hand: only what the recording has of it counts. */
function onlyKept({ request, response }: Recording, answer: Answer): Answer {
  if (Object.keys(request.headers).length > 0 || !indexSchema.safeParse(response.body).success) return answer;
  return {
    ...answer,
    headers: kept(answer.headers, response.headers),
    body: kept(record.parse(answer.body), record.parse(response.body)),
  };
}

function kept<T>(all: Readonly<Record<string, T>>, like: object): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => name in like));
}
