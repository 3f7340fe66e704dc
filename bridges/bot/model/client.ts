import type * as sdkModule from 'openai';
import type { OpenAI } from 'openai';
import type { ModelConfig } from '../../config/bot-model.ts';

export type Sdk = typeof sdkModule;

/** The SDK's own watch is only there for the case that ours does not ring. */
const SDK_TIMEOUT_SLACK_MS = 5000;

export interface Client {
  readonly sdk: Sdk;
  readonly api: OpenAI;
}

/**
 * Loads the SDK at the first call, since a daemon without bots has no use for it. It repeats nothing on its own, says
 * nothing on the console, and takes neither address nor account from environment variables that are meant for
 * OpenAI: the configuration alone decides who is told what.
 */
export function lazyClient(config: Pick<ModelConfig, 'url' | 'key' | 'timeoutMs'>): () => Promise<Client> {
  let client: Promise<Client> | undefined;
  return () =>
    (client ??= import('openai').then((sdk) => ({
      sdk,
      api: new sdk.OpenAI({
        baseURL: config.url,
        apiKey: config.key ?? 'none',
        ...(config.key === undefined ? { defaultHeaders: { authorization: null } } : {}),
        adminAPIKey: null,
        organization: null,
        project: null,
        webhookSecret: null,
        maxRetries: 0,
        timeout: config.timeoutMs + SDK_TIMEOUT_SLACK_MS,
        logLevel: 'off',
      }),
    })));
}
