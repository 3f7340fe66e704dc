import type { ApiVersion } from '../site.ts';

const SHOWN = { context: ['view', 'edit'] };
const STORED = { context: ['edit'] };
const READ_ONLY = { ...SHOWN, readonly: true };
const UNCHECKED = { arg_options: { sanitize_callback: null, validate_callback: null } };

/** The document that `OPTIONS` gives for the objects of the message routes. */
export function threadSchema(version: ApiVersion): Record<string, unknown> {
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: 'bp_messages',
    type: 'object',
    properties: described({
      id: version === 'v1' ? { ...SHOWN, type: 'integer' } : { ...READ_ONLY, type: 'integer' },
      message_id: { ...READ_ONLY, type: 'integer' },
      last_sender_id: { ...READ_ONLY, type: 'integer' },
      subject: {
        ...SHOWN,
        type: 'object',
        ...UNCHECKED,
        properties: described({
          raw: { type: 'string', ...STORED, default: false },
          rendered: { type: 'string', ...READ_ONLY, default: false },
        }),
      },
      excerpt: {
        ...READ_ONLY,
        type: 'object',
        ...UNCHECKED,
        properties: described({ raw: { type: 'string', ...STORED }, rendered: { type: 'string', ...SHOWN } }),
      },
      message: {
        ...SHOWN,
        type: 'object',
        required: true,
        ...UNCHECKED,
        properties: described({
          raw: { type: 'string', ...STORED },
          rendered: { type: 'string', ...READ_ONLY },
        }),
      },
      date: { ...READ_ONLY, type: ['string', 'null'], format: 'date-time' },
      date_gmt: { ...READ_ONLY, type: ['string', 'null'], format: 'date-time' },
      unread_count: { ...READ_ONLY, type: 'integer' },
      sender_ids: { ...READ_ONLY, type: 'array', items: { type: 'integer' } },
      recipients: { ...SHOWN, type: 'array', items: version === 'v1' ? { type: 'object' } : RECIPIENT },
      messages: { ...READ_ONLY, type: 'array', items: version === 'v1' ? { type: 'object' } : MESSAGE },
      starred_message_ids: { ...READ_ONLY, type: 'array', items: { type: 'integer' }, default: [] },
    }),
  };
}

const ADDRESS = { type: 'string', format: 'uri', ...SHOWN };

/** v2 documents another name than the one it sends (`user_avatars`). */
const RECIPIENT = {
  type: 'object',
  properties: described({
    avatar_urls: { type: 'object', ...READ_ONLY, properties: described({ full: ADDRESS, thumb: ADDRESS }) },
  }),
};

/** v2 documents the fields of a recipient here. */
const MESSAGE = {
  type: 'object',
  properties: described({
    id: { type: 'integer', ...READ_ONLY },
    thread_id: { type: 'integer', ...READ_ONLY },
    user_id: { type: 'integer', ...READ_ONLY },
    unread_count: { type: 'integer', ...READ_ONLY },
    is_deleted: { type: 'boolean', ...READ_ONLY },
    sender_only: { type: 'boolean', ...READ_ONLY },
    name: { type: 'string', ...READ_ONLY },
    user_link: { type: 'string', ...READ_ONLY },
  }),
};

function described(properties: Record<string, object>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      { description: `The ${name}.`, ...property },
    ]),
  );
}
