import type { FetchFunction, WebClient } from '@slack/web-api';
import type { Host } from '../../src/host/index.ts';
import type { ConnectContext } from '../../src/platforms/index.ts';
import type { SlackCall, SlackSettings } from '../../src/platforms/slack/index.ts';
import { silentLogger } from './logger.ts';

const TIMEOUT_MS = 10_000;

/**
 * The Web API through Slack's SDK, loaded at the first call: a daemon without Slack does not pay its memory. The SDK
 * repeats nothing on its own and sends through the host, so that a connection that breaks is told as everywhere else.
 */
export function createCall(settings: SlackSettings, { host }: ConnectContext): SlackCall {
  let loading: Promise<WebClient> | undefined;
  const load = async (): Promise<WebClient> => {
    const { WebClient } = await import('@slack/web-api');
    return new WebClient(settings.botToken, {
      slackApiUrl: settings.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      fetch: fetchOver(host),
      logger: silentLogger,
    });
  };
  return async (method, args) => {
    loading ??= load();
    return (await loading).apiCall(method, { ...args });
  };
}

/** `fetch` as the SDK needs it, over the host. */
export function fetchOver(host: Host): FetchFunction {
  return async (url, { headers, body } = {}) => {
    const answer = await host.request({
      method: 'POST',
      url: url.toString(),
      timeoutMs: TIMEOUT_MS,
      ...(headers ? { headers } : {}),
      ...(typeof body === 'string' ? { body } : {}),
    });
    const text = answer.text();
    return {
      ok: answer.status >= 200 && answer.status < 300,
      status: answer.status,
      statusText: '',
      url: url.toString(),
      headers: {
        get: (name) => answer.headers[name.toLowerCase()] ?? null,
        entries: () => Object.entries(answer.headers),
      },
      text: () => Promise.resolve(text),
      json: () => Promise.resolve(JSON.parse(text) as unknown),
      arrayBuffer: () => Promise.resolve(Uint8Array.from(answer.body).buffer),
    };
  };
}
