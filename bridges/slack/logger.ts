import type { Logger } from '@slack/web-api';

const nothing = (): void => undefined;

/** Keeps Slack's SDK from writing to the console: what matters of it comes back as errors, which are logged once. */
export const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  // The highest level, so that the SDK does not even put together what nobody reads.
  getLevel: () => 'error' as ReturnType<Logger['getLevel']>,
  setName: nothing,
};
