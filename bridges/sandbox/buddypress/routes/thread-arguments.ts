import type { ApiVersion } from '../site.ts';
import type { Argument, Arguments } from '../../wordpress/arguments.ts';

const PAGE: Argument = { type: 'integer', default: 1, minimum: 1 };
const PER_PAGE: Argument = { type: 'integer', default: 10, minimum: 1, maximum: 100 };
const PAGES: Arguments = {
  recipients_page: PAGE,
  recipients_per_page: PER_PAGE,
  messages_page: PAGE,
  messages_per_page: PER_PAGE,
};

/** @param caller the id that BuddyPress takes the caller for; v1 writes it into its defaults */
export function listArguments(version: ApiVersion, caller: number): Arguments {
  return {
    context: { type: 'string', enum: ['view', 'edit'], default: 'view' },
    page: PAGE,
    per_page: PER_PAGE,
    search: { type: 'string' },
    box: { default: 'inbox', type: 'string', enum: ['sentbox', 'inbox', 'starred'] },
    type: { default: 'all', type: 'string', enum: ['all', 'read', 'unread'] },
    user_id: { default: version === 'v1' ? caller : 0, type: 'integer', required: true },
    ...(version === 'v2' ? { includes: { default: [], type: 'array' } } : {}),
    ...PAGES,
  };
}

/** v2 does not check the thread id at all; neither checks the text. */
export function createArguments(version: ApiVersion, caller: number): Arguments {
  return {
    id: version === 'v1' ? { type: 'integer', default: 0 } : { default: 0 },
    subject: { type: 'string', default: false, unchecked: true },
    message: { type: 'string', required: true, unchecked: true },
    recipients: { type: 'array', items: { type: 'integer' }, required: true },
    sender_id: { default: version === 'v1' ? caller : 0, type: 'integer' },
  };
}

export function getArguments(version: ApiVersion): Arguments {
  return {
    ...idArgument(version),
    user_id: { type: 'integer' },
    ...PAGES,
    order: { default: 'asc', type: 'string', enum: ['asc', 'desc'] },
  };
}

export function updateArguments(version: ApiVersion): Arguments {
  const raw = { type: 'string', context: ['edit'] };
  const rendered = { type: 'string', context: ['view', 'edit'], readonly: true };
  return {
    ...idArgument(version),
    ...(version === 'v1'
      ? {
          subject: {
            type: 'object',
            properties: {
              raw: { ...raw, ...DESCRIBED, default: false },
              rendered: { ...rendered, ...DESCRIBED, default: false },
            },
            unchecked: true,
          },
          message: {
            type: 'object',
            properties: { raw: { ...raw, ...DESCRIBED }, rendered: { ...rendered, ...DESCRIBED } },
            unchecked: true,
          },
          recipients: { type: 'array', items: { type: 'object' }, unchecked: true },
        }
      : { user_id: { type: 'integer' } }),
    read: { default: false, type: 'boolean' },
    unread: { default: false, type: 'boolean' },
    message_id: { type: 'integer' },
  };
}

export function deleteArguments(version: ApiVersion, caller: number): Arguments {
  return {
    ...idArgument(version),
    user_id: version === 'v1' ? { type: 'integer', default: caller, required: true } : { type: 'integer' },
  };
}

const DESCRIBED = { description: 'Part of a text.' };

function idArgument(version: ApiVersion): Arguments {
  return { id: version === 'v1' ? { type: 'integer' } : {} };
}
