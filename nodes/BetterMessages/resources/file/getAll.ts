import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesClient } from '../../../../src/platforms/better-messages/index.ts';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { Items, binaryOf, download, many, toJson } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { everyPage } from '../../paging.ts';

const KINDS = ['photos', 'videos', 'audio', 'files'] as const;
const PAGE = 50;

type File = Awaited<ReturnType<BetterMessagesClient['attachments']>>['files'][number];

const kind: INodeProperties = {
  displayName: 'Kind',
  name: 'kind',
  type: 'options',
  options: [
    { name: 'All', value: 'all' },
    { name: 'Audio', value: 'audio' },
    { name: 'Other', value: 'files' },
    { name: 'Photos', value: 'photos' },
    { name: 'Videos', value: 'videos' },
  ],
  default: 'all',
};

export const getAll: Operation<BetterMessagesConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many files',
  description: 'List the files of a conversation, newest first of each kind',
  fields: [conversation, kind, ...many, download],
  async run(call) {
    const { connection } = call;
    const [thread, wanted] = [call.number('conversation'), call.text('kind')];
    const limit = call.limit() ?? Infinity;
    const isWithBytes = call.flag('download');
    const found: File[] = [];
    // The site lists one kind at a time; without a kind it lists the first that there is any of.
    for (const type of KINDS.filter((one) => wanted === 'all' || wanted === one)) {
      const files = await everyPage(limit - found.length, async (page) => {
        const answer = await connection.client.attachments(thread, { type, page, perPage: PAGE });
        return { items: answer.files, hasMore: answer.hasMore };
      });
      found.push(...files);
    }
    const items = [];
    for (const file of found) {
      const json = toJson({ ...file, conversation: String(thread) });
      const { helpers } = call.functions;
      const binary = isWithBytes ? await binaryOf(connection, [attachmentOf(file)], helpers) : undefined;
      items.push({ json, ...(binary ? { binary } : {}) });
    }
    return new Items(items);
  },
};

function attachmentOf({ name, mimeType, url }: File) {
  return { kind: 'document', name, mimeType: mimeType ?? 'application/octet-stream', url } as const;
}
