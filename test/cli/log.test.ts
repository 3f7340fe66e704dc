import { describe, expect, it } from 'vitest';
import type { LogConfig } from '../../bridges/config/model.ts';
import { createLog } from '../../bridges/host/log.ts';
import { ServiceError } from '../../src/host/index.ts';

function capture(
  config: Partial<LogConfig> = {},
  isTerminal = false,
  secrets: () => readonly string[] = () => [],
) {
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'auto', ...config }, secrets, {
    write: (line) => lines.push(line),
    isTerminal,
  });
  return { log, lines, first: () => JSON.parse(lines[0] ?? '') as Record<string, unknown> };
}

const failure = new ServiceError({
  kind: 'rate-limited',
  tried: 'send a message to C1',
  cameBack: 'HTTP 429',
  advice: 'Wait a little.',
  status: 429,
  retryAfterMs: 3000,
});

describe('the log', () => {
  it('writes one JSON object a line, with the level as a word and the time in UTC', () => {
    const { log, lines, first } = capture();
    log.info({ account: 'site' }, 'running');
    expect(lines[0]?.endsWith('\n')).toBe(true);
    expect(first()).toMatchObject({ level: 'info', account: 'site', msg: 'running' });
    expect(first()['time']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('writes lines for people on a terminal, or when told to', () => {
    const { log, lines } = capture({}, true);
    log.warn({}, 'careful');
    expect(lines[0]).toContain('careful');
    expect(lines[0]).not.toContain('{"level"');
    const asked = capture({ format: 'pretty' });
    asked.log.warn({}, 'careful');
    expect(asked.lines[0]).toMatch(/WARN.*careful/);
    const json = capture({ format: 'json' }, true);
    json.log.warn({}, 'careful');
    expect(json.first()).toMatchObject({ msg: 'careful' });
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = capture({ level: 'warn' });
    log.debug({}, 'a');
    log.info({}, 'b');
    log.error({}, 'c');
    expect(lines).toHaveLength(1);
    const silent = capture({ level: 'silent' });
    silent.log.error({}, 'c');
    expect(silent.lines).toEqual([]);
  });

  it('shows an error as its sentence and facts, with a stack only at level debug', () => {
    const { log, first } = capture();
    log.error({ error: failure }, 'not sent');
    expect(first()['error']).toEqual({
      message: 'Could not send a message to C1: HTTP 429. Wait a little.',
      kind: 'rate-limited',
      status: 429,
      outcome: 'not-done',
      retryAfterMs: 3000,
    });
    const debugging = capture({ level: 'debug' });
    debugging.log.error({ err: failure }, 'not sent');
    expect(debugging.first()['err']).toHaveProperty('stack');
  });

  it('hides secrets wherever they stand, also those that come to be known later', () => {
    const secrets: string[] = [];
    const { log, lines } = capture({}, false, () => secrets);
    secrets.push('hunter22', 'with"quote\\and slash');
    log.info(
      { url: 'https://x/?token=abc', nested: { p: ['hunter22', '?token=abc"def'] } },
      'signed in with hunter22',
    );
    log.error(
      { error: new Error('Authorization: Basic aHVudGVyMjI6eA== and with"quote\\and slash') },
      'xoxb-1-2-abc',
    );
    expect(lines.join('')).not.toMatch(/hunter22|token=abc|aHVudGVyMjI6eA|quote|xoxb-1/);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toHaveLength(2);
  });
});
