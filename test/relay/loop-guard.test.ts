import { describe, expect, it } from 'vitest';
import { LoopGuard } from '../../bridges/relay/loop-guard.ts';
import { message } from '../support/events.ts';

const channel = { account: 'team', conversation: 'C1' };

describe('the loop guard', () => {
  it('stops a conversation where another bridge keeps sending our copies back, and lets it go on after a rest', () => {
    let now = 0;
    const guard = new LoopGuard(() => now);
    const verdicts: string[] = [];
    for (let round = 0; round < 25; round += 1) {
      now += 100;
      guard.copied(channel, `ping ${String(round)}`);
      verdicts.push(guard.seen(channel, message(String(round), `OtherBot: Ada: ping ${String(round)}`)));
    }
    expect(verdicts.filter((verdict) => verdict === 'pass')).toHaveLength(20);
    expect(verdicts.filter((verdict) => verdict === 'tripped')).toHaveLength(1);
    expect(verdicts.at(-1)).toBe('rest');
    now += 300_001;
    expect(guard.seen(channel, message('99', 'hello'))).toBe('pass');
  });

  it('takes no sentence for a repetition because somebody said only its last mark', () => {
    const guard = new LoopGuard(() => 0);
    guard.copied(channel, '.');
    const said = Array.from({ length: 50 }, (_, round) =>
      guard.seen(channel, message(String(round), 'Sure.')),
    );
    expect(new Set(said)).toEqual(new Set(['pass']));
  });

  it('lets people repeat each other now and then, and say what they like as fast as they like', () => {
    let now = 0;
    const guard = new LoopGuard(() => now);
    for (let round = 0; round < 200; round += 1) {
      now += 5000;
      guard.copied(channel, 'ok');
      expect(guard.seen(channel, message(String(round), 'ok'))).toBe('pass');
      for (let n = 0; n < 5; n += 1)
        expect(guard.seen(channel, message(`${String(round)}-${String(n)}`, 'news'))).toBe('pass');
    }
  });
});
