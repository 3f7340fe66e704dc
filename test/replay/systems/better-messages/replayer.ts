import { z } from 'zod';
import { startBetterMessages } from '../../../../bridges/sandbox/better-messages/index.ts';
import type { Recording } from '../../recordings.ts';
import type { Replayer } from '../../system.ts';
import { bodyOf } from './body.ts';
import { expectedAnswer, masked } from './masked.ts';
import { parseAnswer } from './parse.ts';
import { sendRequest } from './request.ts';
import { happenings } from './timeline.ts';
import { RecordedTimes } from './times.ts';
import { cutLike } from './trimmed.ts';

const pollSchema = z.object({ lastUpdate: z.number().positive() });

export async function startReplayer(recordings: readonly Recording[]): Promise<Replayer> {
  const site = await startBetterMessages({ seeded: false, freshInstall: true });
  const times = new RecordedTimes(recordings);
  let waiting = happenings;
  let lastCursor = 0;
  return {
    headers: [
      'content-type',
      'allow',
      'cache-control',
      'x-wp-nonce',
      'location',
      'tus-resumable',
      'upload-offset',
      'upload-length',
      'x-bm-attachment-id',
    ],
    isProse: () => false,
    before(order) {
      for (const { before, run } of waiting) if (before <= order) run(site, times);
      waiting = waiting.filter(({ before }) => before > order);
    },
    async send(recording) {
      const body = bodyOf(recording, lastCursor);
      const poll = pollSchema.safeParse(recording.request.body);
      if (poll.success) lastCursor = poll.data.lastUpdate;
      site.site.stamps.plan(times.plan(recording));
      return masked(cutLike(recording, await sendRequest(site, recording, body)));
    },
    expected: (recording) => expectedAnswer(site, recording),
    parse: parseAnswer,
    close: () => site.close(),
  };
}
