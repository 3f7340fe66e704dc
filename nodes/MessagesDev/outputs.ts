import type { IDataObject } from 'n8n-workflow';
import { toJson } from '../kit/index.ts';

/**
 * What the service sent, with names as the other outputs have them and times that can be read: `last_message_at:
 * 1710000000000` becomes `lastMessageAt: '2024-03-09T16:00:00.000Z'`. What has no value is left out.
 */
export function shown(wire: object): IDataObject {
  const kept = Object.entries(wire).filter(
    ([name, value]) => name !== 'request_id' && value !== null && value !== undefined,
  );
  return toJson(Object.fromEntries(kept.map(([name, value]) => [camel(name), valueOf(name, value)])));
}

function valueOf(name: string, value: unknown): unknown {
  if (typeof value === 'number' && /_(?:at|until)$/.test(name)) return new Date(value).toISOString();
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && name === 'usage' ? shown(value) : value;
}

function camel(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
