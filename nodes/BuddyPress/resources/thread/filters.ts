import type { INodeProperties } from 'n8n-workflow';
import type { ListThreads } from '../../../../src/platforms/buddypress/index.ts';
import type { Call } from '../../../kit/index.ts';
import { userId } from '../../fields.ts';
import { idsOf } from '../../ids.ts';

/** Which threads a list has. */
export const choices: readonly INodeProperties[] = [
  {
    displayName: 'Box',
    name: 'box',
    type: 'options',
    options: [
      { name: 'Inbox', value: 'inbox', description: 'Threads in which somebody else has written' },
      { name: 'Sent', value: 'sentbox', description: 'Threads in which the account has written' },
      { name: 'Starred', value: 'starred', description: 'Threads with a message that has a star' },
    ],
    default: 'inbox',
  },
  {
    displayName: 'Search',
    name: 'search',
    type: 'string',
    default: '',
    description: 'Only threads with this in the subject or in the text of a message',
  },
  {
    displayName: 'Status',
    name: 'type',
    type: 'options',
    options: [
      { name: 'All', value: 'all' },
      { name: 'Read', value: 'read' },
      { name: 'Unread', value: 'unread' },
    ],
    default: 'all',
  },
  userId,
  {
    displayName: 'With Members',
    name: 'includes',
    type: 'string',
    default: '',
    placeholder: 'e.g. 7, 12',
    description: 'Only threads with any of these user IDs. Sites up to BuddyPress 14 do not heed it.',
  },
];

export function filtersOf(call: Call): Pick<ListThreads, 'box' | 'type' | 'search' | 'includes'> {
  const box = oneOf(call, 'filters.box', ['inbox', 'sentbox', 'starred'] as const);
  const type = oneOf(call, 'filters.type', ['all', 'read', 'unread'] as const);
  const search = call.optional('filters.search');
  const includes = idsOf(call, 'filters.includes');
  return {
    ...(box === undefined ? {} : { box }),
    ...(type === undefined ? {} : { type }),
    ...(search === undefined ? {} : { search: call.core.buddypress.searchTerm(search) }),
    ...(includes.length === 0 ? {} : { includes }),
  };
}

/** A choice, which an expression may have made. */
function oneOf<T extends string>(call: Call, name: string, values: readonly T[]): T | undefined {
  const value = call.optional(name);
  if (value === undefined) return undefined;
  const found = values.find((one) => one === value);
  return found ?? call.refuse(name, `must be one of ${values.join(', ')}, and is “${value}”`);
}
