import type { Context } from 'hono';
import type { Store } from './store.ts';
import { Refused } from './model.ts';

/** Parameters of a call: the query of a GET; of a POST the JSON or form body, over what the query has. */
export interface Params {
  /** A text or number as text; undefined when absent. */
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  number(name: string): number | undefined;
  isOn(name: string): boolean;
  /** A file of a multipart form. */
  file(name: string): File | undefined;
  /** All values as they came. */
  readonly values: Readonly<Record<string, unknown>>;
}

export async function readParams(context: Context): Promise<Params> {
  const values: Record<string, unknown> = { ...context.req.query(), ...(await bodyOf(context)) };
  const text = (name: string): string | undefined => {
    const value = values[name];
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    values,
    text,
    number: (name) => {
      const value = text(name);
      return value === undefined || value === '' || Number.isNaN(Number(value)) ? undefined : Number(value);
    },
    list: (name) => {
      const value = values[name];
      if (Array.isArray(value)) return value.map(String);
      const one = text(name);
      return one === undefined ? [] : one.split(',');
    },
    isOn: (name) => ['1', 'true'].includes(text(name) ?? ''),
    file: (name) => {
      const value = values[name];
      return value instanceof File ? value : undefined;
    },
  };
}

/** A body that is broken JSON is as good as none, which is how the service takes it. */
async function bodyOf(context: Context): Promise<Record<string, unknown>> {
  if (context.req.method !== 'POST') return {};
  if (/multipart\/form-data|urlencoded/.test(context.req.header('content-type') ?? ''))
    return context.req.parseBody();
  try {
    const body: unknown = JSON.parse(await context.req.text());
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

/** The chat that `chatId` or else `phone` names. @throws {Refused} */
export function destinationOf(params: Params): string {
  const chatId = params.text('chatId');
  if (chatId) {
    if (!/^\d+(?:-\d+)?@[cg]\.us$/.test(chatId)) throw new Refused('chatId has a wrong format');
    return chatId;
  }
  const phone = params.text('phone');
  if (phone === undefined) throw new Refused('neither phone nor chatId was given');
  if (!/^\d{9,14}$/.test(phone)) {
    throw new Refused(
      'phone parameter should contain only numbers, start from country code and be 9-14 characters long',
    );
  }
  return `${phone}@c.us`;
}

/** The person that a group call is about. */
export function personOf(params: Params): string {
  const chatId = params.text('participantChatId');
  return chatId ?? `${(params.text('participantPhone') ?? '').replaceAll(/\D/g, '')}@c.us`;
}

/** @throws {Refused} for a chat that is no group, or not there */
export function groupOf(store: Store, id: string | undefined): ReturnType<Store['chat']> {
  if (!id?.endsWith('@g.us')) throw new Refused('groupId has a wrong format');
  return store.chat(id);
}
