import { anything } from '../answers.ts';
import type { Api } from './api.ts';

const ADVICE = 'Give Better Messages the key of an AI provider and switch this on in its settings.';
type Body = Readonly<Record<string, unknown>>;

/** What needs an AI provider. The shapes of these answers are not known for certain, so they come as they are. */
export function aiCalls(api: Api) {
  const of = (thread: number, route: string): string => `/thread/${String(thread)}/${route}`;
  const rest = { advice: ADVICE };
  return {
    aiSettings: (thread: number) =>
      api.get(of(thread, 'ai-settings'), `read what AI does in thread ${String(thread)}`, anything, {}, rest),
    summarization: (thread: number) =>
      api.get(
        of(thread, 'summarization'),
        `read the summaries of thread ${String(thread)}`,
        anything,
        {},
        rest,
      ),
    setSummarization: (thread: number, settings: Body) =>
      api.write(
        of(thread, 'summarization'),
        `set up summaries of thread ${String(thread)}`,
        anything,
        settings,
        rest,
      ),
    summarize: (thread: number, options: Body = {}) =>
      api.write(of(thread, 'summary'), `summarize thread ${String(thread)}`, anything, options, rest),
    digestConfig: (thread: number) =>
      api.get(of(thread, 'digest-config'), `read the digest of thread ${String(thread)}`, anything, {}, rest),
    setDigestConfig: (thread: number, settings: Body) =>
      api.write(
        of(thread, 'digest-config'),
        `set up the digest of thread ${String(thread)}`,
        anything,
        settings,
        rest,
      ),
    digest: (thread: number, options: Body = {}) =>
      api.write(
        of(thread, 'digest'),
        `ask for a digest of thread ${String(thread)}`,
        anything,
        options,
        rest,
      ),
    transcribeVoice: (thread: number, messageId: number) =>
      api.write(
        `/ai/transcribeVoice/${String(thread)}/${String(messageId)}`,
        `transcribe message ${String(messageId)}`,
        anything,
        {},
        rest,
      ),
    translateMessages: (thread: number, options: Body) =>
      api.write(
        `/ai/translateMessages/${String(thread)}`,
        `translate messages of thread ${String(thread)}`,
        anything,
        options,
        rest,
      ),
  };
}
