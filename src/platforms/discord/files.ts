import type { Host, HttpResponse } from '../../host/index.ts';
import { ServiceError } from '../../host/index.ts';
import type { Attachment } from '../../model/index.ts';
import type { DiscordClient } from './client.ts';
import { fromTransport } from './errors.ts';
import type { DiscordSettings } from './settings.ts';

const TRANSFER_TIMEOUT_MS = 120_000;
const TRACE = /#(\d+)\/(\d+)\/(\d+)$/;

/** The bytes of an attachment. An address that has expired is asked for again, once. */
export async function download(
  client: DiscordClient,
  settings: DiscordSettings,
  secrets: readonly string[],
  host: Host,
  { url, name }: Attachment,
): Promise<Uint8Array> {
  const tried = `download ${name}`;
  const get = async (address: string): Promise<HttpResponse> => {
    needDiscord(address, settings, tried);
    // No token goes along: the address itself is signed.
    return host
      .request({ method: 'GET', url: address.replace(/#.*$/, ''), timeoutMs: TRANSFER_TIMEOUT_MS })
      .catch((error: unknown) => {
        throw fromTransport(error, { tried, isWrite: false, secrets });
      });
  };
  if (url === undefined) throw bad(tried, 'the message has no address for it');
  let answer = await get(url);
  const [, channel, message, file] = TRACE.exec(url) ?? [];
  if ((answer.status === 403 || answer.status === 404) && channel !== undefined && message !== undefined) {
    const { attachments } = await client.message(channel, message);
    const fresh = attachments.find(({ id }) => id === file);
    if (!fresh) throw bad(tried, 'it was taken out of the message');
    answer = await get(fresh.url);
  }
  if (answer.status === 200)
    return new Uint8Array(answer.body.buffer, answer.body.byteOffset, answer.body.length);
  throw new ServiceError({
    kind: answer.status >= 500 ? 'unavailable' : answer.status === 429 ? 'rate-limited' : 'not-found',
    tried,
    cameBack: `HTTP ${String(answer.status)}`,
    advice: answer.status >= 500 ? 'It is tried again later.' : 'Look whether the file is still in Discord.',
    status: answer.status,
  });
}

/** Nothing is fetched from elsewhere, whatever address a message names. */
function needDiscord(url: string, { cdnUrl }: DiscordSettings, tried: string): void {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  const isDiscord =
    target?.protocol === 'https:' &&
    /(?:^|\.)(?:discordapp\.com|discordapp\.net|discord\.com)$/.test(target.hostname);
  if (target?.origin === new URL(cdnUrl).origin || isDiscord) return;
  throw bad(tried, `the file is at ${target?.host ?? 'no address'}, which is not Discord`);
}

function bad(tried: string, cameBack: string): ServiceError {
  return new ServiceError({ kind: 'unsupported', tried, cameBack, advice: 'Open it in Discord.' });
}
