import type { IBinaryKeyData, IDataObject, Logger } from 'n8n-workflow';
import type { Connection, Message } from '../../../src/index.ts';
import { binaryOf } from '../files.ts';
import type { TriggerItem } from './contract.ts';

/** A file is asked for so often before its message is handed on without it. */
const ATTEMPTS = 2;

/** What fetching files takes. */
export interface FileParts {
  readonly connection: Connection;
  readonly functions: { readonly logger: Logger; readonly helpers: Parameters<typeof binaryOf>[2] };
}

/**
 * Adds the files. One that cannot be had holds up nothing: its message is handed on without it, and says so in
 * `missingFiles`.
 */
export async function withFiles(
  { connection, functions }: FileParts,
  json: TriggerItem['json'],
  messages: readonly Message[],
): Promise<TriggerItem> {
  const binary: IBinaryKeyData = {};
  const missing: IDataObject[] = [];
  const attachments = messages.flatMap((message) => message.attachments);
  for (const [index, attachment] of attachments.entries()) {
    const name = `attachment_${String(index)}`;
    for (let attempt = 1; ; attempt += 1) {
      const [done] = await Promise.allSettled([binaryOf(connection, [attachment], functions.helpers)]);
      if (done.status === 'fulfilled') {
        const [file] = Object.values(done.value);
        if (file) binary[name] = file;
        break;
      }
      if (attempt < ATTEMPTS) continue;
      const why = done.reason instanceof Error ? done.reason.message : String(done.reason);
      functions.logger.warn(`A file is left out: ${why}`, { key: json.key, file: attachment.name });
      missing.push({ field: name, name: attachment.name, why });
      break;
    }
  }
  const item = { json: missing.length === 0 ? json : { ...json, missingFiles: missing } };
  return Object.keys(binary).length === 0 ? item : { ...item, binary };
}
