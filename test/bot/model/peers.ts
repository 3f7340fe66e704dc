import type { Fixture, FixtureResponse } from '@copilotkit/aimock';
import { LLMock } from '@copilotkit/aimock';
import type { Rule, ScriptedAnswer } from '../../../bridges/sandbox/model/index.ts';
import { modelOf } from './ask.ts';
import { startModelApi } from '../../../bridges/sandbox/model/index.ts';

/** What a peer is told to answer; the part of a script that both of them can follow. */
export interface Cue {
  /** Part of the last message of the person. */
  readonly said: string;
  readonly model?: string;
  readonly afterTool?: boolean;
  /** Only for the first request that fits. */
  readonly once?: true;
  readonly text?: string;
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: string }[];
  readonly error?: {
    readonly status: number;
    readonly type?: string;
    readonly code?: string;
    readonly message: string;
    /** Seconds. */
    readonly retryAfter?: number;
  };
  /** Called when the request is there; answered when it has resolved. */
  readonly after?: () => Promise<void>;
}

/** A model API that the suite is run against. */
export interface Peer {
  readonly url: string;
  /** Sets what is answered from now on. */
  follow(cues: readonly Cue[]): void;
  /** Models that were asked so far, in order. */
  asked(): readonly string[];
  /** The first answer that is streamed breaks in the middle. */
  breakFirstStream(cue: Cue): void;
  close(): Promise<void>;
}

/** The sandbox's own. */
export async function sandboxPeer(): Promise<Peer> {
  const models = [{ id: 'scripted' }, { id: 'scripted-small' }, { id: 'third' }];
  const api = await startModelApi({ models, script: [] });
  return {
    url: api.url,
    follow: (cues) => {
      api.setScript(cues.map(toRule));
    },
    asked: () => api.requests().map(({ body }) => modelOf(body)),
    breakFirstStream: (cue) => {
      api.setScript([toRule(cue)]);
      api.faults.add({ kind: 'break-stream', after: 3 });
    },
    close: () => api.close(),
  };
}

/** A mock of other people, which knows nothing of ours. */
export async function aimockPeer(): Promise<Peer> {
  const mock = new LLMock({ port: 0, chunkSize: 4, logLevel: 'silent' });
  await mock.start();
  const follow = (fixtures: readonly Fixture[]): void => {
    mock.clearFixtures();
    mock.resetMatchCounts();
    mock.addFixtures([...fixtures]);
  };
  return {
    url: `${mock.url}/v1`,
    follow: (cues) => {
      follow(cues.map(toFixture));
    },
    asked: () => mock.getRequests().map(({ body }) => modelOf(body)),
    breakFirstStream: (cue) => {
      follow([
        { ...toFixture({ ...cue, once: true }), truncateAfterChunks: 10, latency: 10 },
        toFixture(cue),
      ]);
    },
    close: () => mock.stop(),
  };
}

function toRule(cue: Cue): Rule {
  const { said, model, afterTool, once, text, toolCalls, error, after } = cue;
  const answer: ScriptedAnswer = {
    ...(text === undefined ? {} : { text }),
    ...(toolCalls === undefined ? {} : { toolCalls }),
    ...(error === undefined
      ? {}
      : {
          error: {
            status: error.status,
            body: {
              error: {
                message: error.message,
                type: error.type ?? 'invalid_request_error',
                param: null,
                code: error.code ?? null,
              },
            },
            ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
          },
        }),
  };
  return {
    when: {
      said,
      ...(model === undefined ? {} : { model }),
      ...(afterTool === undefined ? {} : { afterTool }),
    },
    ...(once ? { times: 1 } : {}),
    answer: after ? () => after().then(() => answer) : answer,
  };
}

function toFixture(cue: Cue): Fixture {
  const { said, model, afterTool, once, text, toolCalls, error, after } = cue;
  const answer: FixtureResponse = error
    ? {
        error: {
          message: error.message,
          type: error.type ?? 'invalid_request_error',
          ...(error.code === undefined ? {} : { code: error.code }),
        },
        status: error.status,
        ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
      }
    : toolCalls
      ? { toolCalls: [...toolCalls] }
      : { content: text ?? '' };
  return {
    match: {
      userMessage: said,
      ...(model === undefined ? {} : { model }),
      ...(afterTool === undefined ? {} : { hasToolResult: afterTool }),
      ...(once ? { sequenceIndex: 0 } : {}),
    },
    response: after ? () => after().then(() => answer) : answer,
  };
}
