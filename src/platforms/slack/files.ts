import type { Host } from '../../host/index.ts';
import { ServiceError } from '../../host/index.ts';
import type { Attachment, OutgoingFile } from '../../model/index.ts';
import type { Part, Sent } from '../contract.ts';
import type { SlackClient } from './client.ts';
import { toServiceError } from './errors.ts';
import type { SlackFile } from './schema.ts';
import type { SlackSettings } from './settings.ts';

/** Slack tells a little later in which message a file ended up. */
const SHARE_LOOKS = 5;
const SHARE_WAIT_MS = 300;
const TRANSFER_TIMEOUT_MS = 120_000;

/** Bytes to and from Slack. */
export interface Files {
  /** Uploads a file and shares it in a channel. Only the last of the three steps can leave a message behind. */
  share(channel: string, part: Part, file: OutgoingFile, root: string | undefined): Promise<Sent>;
  download(attachment: Attachment): Promise<Uint8Array>;
}

export function createFiles(
  client: SlackClient,
  settings: SlackSettings,
  secrets: readonly string[],
  host: Host,
): Files {
  async function transfer(tried: string, request: Parameters<Host['request']>[0]) {
    try {
      return await host.request({ timeoutMs: TRANSFER_TIMEOUT_MS, ...request });
    } catch (error) {
      throw toServiceError(error, { tried, isWrite: false, secrets });
    }
  }

  async function upload(file: OutgoingFile): Promise<string> {
    const { upload_url, file_id } = await client.uploadUrl(file.name, file.bytes.length);
    const tried = `upload ${file.name}`;
    needSlack(upload_url, settings, tried);
    const { status } = await transfer(tried, {
      method: 'POST',
      url: upload_url,
      headers: { 'content-type': 'application/octet-stream' },
      body: file.bytes,
    });
    if (status >= 300) throw badStatus(status, tried);
    return file_id;
  }

  async function messageOf(file: SlackFile | undefined, channel: string): Promise<string | undefined> {
    let current = file;
    for (let look = 0; current && look < SHARE_LOOKS; look += 1) {
      const ts = sharedIn(current, channel);
      if (ts !== undefined) return ts;
      if (look > 0) await host.sleep(SHARE_WAIT_MS);
      current = (await client.fileInfo(current.id).catch(() => undefined))?.file;
    }
    return current && sharedIn(current, channel);
  }

  return {
    async share(channel, part, file, root) {
      const id = await upload(file);
      const { files } = await client.completeUpload({
        files: [{ id, title: file.name }],
        channel_id: channel,
        ...(part.text === '' ? {} : { initial_comment: part.text }),
        ...(root === undefined ? {} : { thread_ts: root }),
      });
      return { id: await messageOf(files[0], channel) };
    },

    async download({ url, name }) {
      const tried = `download ${name}`;
      if (url === undefined) throw badFile(tried, 'the message has no address for it', 'Open it in Slack.');
      needSlack(url, settings, tried);
      const answer = await transfer(tried, {
        method: 'GET',
        url,
        headers: { authorization: `Bearer ${settings.botToken}` },
      });
      if (answer.status !== 200) throw badStatus(answer.status, tried);
      const isPage =
        (answer.headers['content-type'] ?? '').startsWith('text/html') && !/\.html?$/i.test(name);
      if (isPage) {
        throw new ServiceError({
          kind: 'permission',
          tried,
          cameBack: "Slack's sign-in page instead of the file",
          advice: 'Add the scope files:read to the bot and install the app again.',
        });
      }
      return new Uint8Array(answer.body.buffer, answer.body.byteOffset, answer.body.length);
    },
  };
}

function sharedIn(file: SlackFile, channel: string): string | undefined {
  for (const byChannel of Object.values(file.shares ?? {})) {
    const ts = byChannel[channel]?.at(-1)?.ts;
    if (ts !== undefined) return ts;
  }
  return undefined;
}

/** The token goes nowhere but to Slack, whatever address a message names. */
function needSlack(url: string, settings: SlackSettings, tried: string): void {
  const api = new URL(settings.apiUrl);
  const target = URL.canParse(url) ? new URL(url) : undefined;
  const isSlack =
    target?.protocol === 'https:' &&
    /(?:^|\.)(?:slack\.com|slack-edge\.com|slack-files\.com)$/.test(target.hostname);
  if (target?.origin === api.origin || isSlack) return;
  throw badFile(
    tried,
    `the file is at ${target?.host ?? 'no address'}, which is not Slack`,
    'Open it in Slack.',
  );
}

function badFile(tried: string, cameBack: string, advice: string): ServiceError {
  return new ServiceError({ kind: 'unsupported', tried, cameBack, advice });
}

function badStatus(status: number, tried: string): ServiceError {
  return new ServiceError({
    kind:
      status >= 500
        ? 'unavailable'
        : status === 429
          ? 'rate-limited'
          : status === 404
            ? 'not-found'
            : 'permission',
    tried,
    cameBack: `HTTP ${String(status)}`,
    advice: status >= 500 ? 'It is tried again later.' : 'Check that the bot has files:read and files:write.',
    status,
  });
}
