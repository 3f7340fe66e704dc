import { describe } from 'vitest';
import { describeCarrying } from './carrying.ts';
import { describeErrors } from './errors.ts';
import { describeFeed } from './feed.ts';
import { describeIdentity } from './identity.ts';
import { describeLimits } from './limits.ts';
import { describeMembers } from './members.ts';
import { describeReading } from './reading.ts';
import { describeRecognition } from './recognition.ts';
import { describeSending } from './sending.ts';
import type { Subject } from './subject.ts';
import { describeWebhook } from './webhook.ts';

/** What every platform promises, run against its emulator. Adding a platform is one call of this. */
export function describePlatform<Settings>(subject: Subject<Settings>): void {
  describe(`the platform contract: ${subject.name}`, () => {
    describeIdentity(subject);
    describeReading(subject);
    describeSending(subject);
    describeLimits(subject);
    describeFeed(subject);
    describeWebhook(subject);
    describeRecognition(subject);
    describeErrors(subject);
    describeMembers(subject);
    describeCarrying(subject);
  });
}
