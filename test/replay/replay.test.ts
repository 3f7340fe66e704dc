import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exceptions } from './exceptions.ts';
import type { Recording } from './recordings.ts';
import { readRecordings } from './recordings.ts';
import { replay, replayFolder } from './replay.ts';
import { systems } from './systems/index.ts';

const corpusOf = (name: string): string => path.join('test', 'recordings', name);

/** A small seeded generator, so that a failing hold-out can be repeated. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'replay-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe.each(systems.map((system) => ({ name: system.name, system })))(
  'recorded traffic of $name',
  ({ name, system }) => {
    test('is read whole, and the emulator repeats it to the last value', async () => {
      const report = await replayFolder(corpusOf(name));
      expect(report.pairs).toBeGreaterThan(200);
      expect(report.system).toBe(name);
      expect(report.mismatches.filter(({ excepted }) => !excepted)).toEqual([]);
      expect(report.parsed).toBe(report.pairs);
      // No exception stays listed that is none any more.
      const listed = exceptions
        .filter((exception) => exception.system === name)
        .map((exception) => exception.name);
      expect(report.mismatches.map((mismatch) => mismatch.name)).toEqual(expect.arrayContaining(listed));
    });

    test('is repeated just as well when only a part of it is asked for', async () => {
      const corpus = await readRecordings(corpusOf(name));
      const seed = Math.floor(Math.random() * 2 ** 31);
      const random = generator(seed);
      for (const share of [0.03, 0.4]) {
        const part = corpus.filter(() => random() < share);
        const report = await replay(system, part, corpus);
        expect({ seed, share, pairs: report.pairs, mismatches: report.mismatches }).toEqual({
          seed,
          share,
          pairs: part.length,
          mismatches: [],
        });
      }
    });

    test('does not depend on pairs that change nothing', async () => {
      const corpus = await readRecordings(corpusOf(name));
      const random = generator(7);
      const thinned = corpus.filter(({ request }) => request.method !== 'GET' || random() < 0.5);
      const report = await replay(system, thinned, thinned);
      expect(report.mismatches).toEqual([]);
    });
  },
);

describe('a recording that the emulator does not repeat', () => {
  const changes: Record<string, { change(recording: Recording): Recording; reason: RegExp }> = {
    'another status': {
      change: (recording) => ({ ...recording, response: { ...recording.response, status: 418 } }),
      reason: /status 200 instead of 418/,
    },
    'a field more': {
      change: (recording) => withBody(recording, (thread) => ({ ...thread, surprise: 1 })),
      reason: /field body\.surprise is missing/,
    },
    'a field less': {
      change: (recording) => withBody(recording, (thread) => omit(thread, 'unread_count')),
      reason: /field body\.unread_count is extra/,
    },
    'a field of another type': {
      change: (recording) => withBody(recording, (thread) => ({ ...thread, unread_count: '1' })),
      reason: /body\.unread_count is of type number instead of string/,
    },
    'another value deep inside': {
      change: (recording) => withBody(recording, (thread) => ({ ...thread, recipients: [] })),
      reason: /body\.recipients has 2 items instead of 0/,
    },
  };

  test.each(Object.entries(changes))('is named with its reason: %s', async (_name, { change, reason }) => {
    const corpus = await readRecordings(corpusOf('buddypress-v2'));
    const changed = corpus.filter(({ name }) => name === 'get-thread-view').map(change);
    const system = systems.find(({ name }) => name === 'buddypress-v2');
    if (!system) throw new Error('no such system');
    const report = await replay(system, changed, corpus);
    expect(report).toMatchObject({ pairs: 1, agreeing: 0, mismatches: [{ name: 'get-thread-view' }] });
    expect(report.mismatches[0]?.reason).toMatch(reason);
  });

  test('is named with its reason: another error code', async () => {
    const corpus = await readRecordings(corpusOf('buddypress-v1'));
    const changed = corpus
      .filter(({ name }) => name === 'reply-to-missing-thread')
      .map((recording) => withBody(recording, (error) => ({ ...error, code: 'rest_forbidden' })));
    const system = systems.find(({ name }) => name === 'buddypress-v1');
    if (!system) throw new Error('no such system');
    const [mismatch] = (await replay(system, changed, corpus)).mismatches;
    expect(mismatch?.reason).toMatch(/error code bp_rest_authorization_required instead of rest_forbidden/);
  });

  test('is named when the platform cannot read it', async () => {
    const corpus = await readRecordings(corpusOf('buddypress-v2'));
    const changed = corpus
      .filter(({ name }) => name === 'get-thread-view')
      .map((recording) => withBody(recording, (thread) => ({ ...thread, messages: 'none' })));
    const system = systems.find(({ name }) => name === 'buddypress-v2');
    if (!system) throw new Error('no such system');
    const report = await replay(system, changed, corpus);
    expect(report.parsed).toBe(0);
    expect(report.mismatches[0]?.reason).toMatch(/does not parse: messages/);
  });

  test.each([
    [
      'a conversation of another shape',
      { participants: 'none' },
      /does not parse: .*threads\.0\.participants/,
    ],
    ['another moment of the answer', { lastTime: 17952138405439 }, /lastTime is 17952138405438 instead of/],
  ])('is named down to the last value of a Better Messages answer: %s', async (_name, change, reason) => {
    const corpus = await readRecordings(corpusOf('better-messages'));
    const changed = corpus
      .filter(({ name }) => name === '33-thread-get')
      .map((recording) =>
        withBody(recording, (body) => ({ ...body, threads: [{ ...firstOf(body.threads), ...change }] })),
      );
    const system = systems.find(({ name }) => name === 'better-messages');
    if (!system) throw new Error('no such system');
    const report = await replay(system, changed, corpus);
    expect(report).toMatchObject({ pairs: 1, agreeing: 0, mismatches: [{ name: '33-thread-get' }] });
    expect(report.mismatches[0]?.reason).toMatch(reason);
  });
});

function omit(thread: Record<string, unknown>, field: string): unknown {
  return Object.fromEntries(Object.entries(thread).filter(([name]) => name !== field));
}

function firstOf(list: unknown): object {
  return (list as object[])[0] ?? {};
}

function withBody(recording: Recording, change: (body: Record<string, unknown>) => unknown): Recording {
  const body = change(recording.response.body as Record<string, unknown>);
  return { ...recording, response: { ...recording.response, body } };
}

describe('npm run replay', () => {
  const run = async (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> => {
    try {
      const done = await promisify(execFile)(process.execPath, [
        'scripts/run.mjs',
        'test/replay/main.ts',
        ...args,
      ]);
      return { code: 0, ...done };
    } catch (error) {
      return error as { code: number; stdout: string; stderr: string };
    }
  };

  /** A folder as somebody else would give it: some pairs, some gaps. */
  async function given(change?: (json: Record<string, unknown>) => unknown): Promise<void> {
    const files = (await readdir(corpusOf('buddypress-v1'))).filter((_file, index) => index % 9 === 4);
    await mkdir(folder, { recursive: true });
    for (const file of files) {
      const text = await readFile(path.join(corpusOf('buddypress-v1'), file), 'utf8');
      const json = JSON.parse(text) as Record<string, unknown>;
      await writeFile(path.join(folder, file), JSON.stringify(change ? change(json) : json));
    }
  }

  test('prints one JSON object and ends with 0 when everything agrees', async () => {
    await given();
    const { code, stdout } = await run(folder, '--json');
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(code).toBe(0);
    expect(report).toMatchObject({ system: 'buddypress-v1', mismatches: [] });
    expect(report.agreeing).toBe(report.pairs);
    expect(report.parsed).toBe(report.pairs);
  });

  test('ends with 1 and names what does not agree', async () => {
    await given((json) => ({ ...json, response: { ...(json.response as object), status: 599 } }));
    const { code, stdout } = await run(folder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/0 agreeing/);
    expect(stdout).toMatch(/instead of 599/);
  });

  test.each([
    ['a folder that is not there', 'nowhere', /cannot be read \(ENOENT\)/],
    ['an empty folder', 'empty', /holds no recordings/],
    ['broken JSON', 'broken', /is no JSON/],
    ['JSON that is no recording', 'other', /is no recording/],
  ])('ends with 2 and a sentence for %s', async (_name, kind, sentence) => {
    const target = path.join(folder, kind);
    if (kind !== 'nowhere') await mkdir(target);
    if (kind === 'broken') await writeFile(path.join(target, '001-x.json'), '{"name":');
    if (kind === 'other') await writeFile(path.join(target, '001-x.json'), '{"name":"x"}');
    const { code, stderr } = await run(target, '--json');
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  });

  test('ends with 2 without a folder', async () => {
    expect(await run()).toMatchObject({ code: 2, stderr: expect.stringMatching(/^Usage/) });
  });
});
