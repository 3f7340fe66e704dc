import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../kit/index.ts';

export const thread = locator({
  displayName: 'Thread',
  name: 'thread',
  description: 'The thread to work with',
  idPlaceholder: '42',
  id: { regex: '^\\s*\\d+\\s*$', errorMessage: 'A thread ID is a number' },
  url: {
    regex: 'https?://[^\\s]+/messages/view/(\\d+)',
    placeholder: 'https://example.org/members/parley/messages/view/42/',
  },
});

export const member = locator({
  displayName: 'Member',
  name: 'member',
  description: 'The member to work with',
  search: 'searchPeople',
  idPlaceholder: '7',
  id: { regex: '^\\s*\\d+\\s*$', errorMessage: 'A member ID is a number' },
});

export const messageId: INodeProperties = {
  displayName: 'Message ID',
  name: 'messageId',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. 123',
  description: 'The number of the message, as sending and Get Many give it',
};

/** For moderators, in a collection. */
export const userId: INodeProperties = {
  displayName: 'User ID',
  name: 'userId',
  type: 'string',
  default: '',
  placeholder: 'e.g. 7',
  description: 'Act for this member instead of the own account, which only moderators of the site may do',
};

/** A collection that is called "Options". */
export function options(...fields: INodeProperties[]): INodeProperties {
  return collection('Options', 'options', 'Add option', fields);
}

/** A collection that is called "Filters". */
export function filters(...fields: INodeProperties[]): INodeProperties {
  return collection('Filters', 'filters', 'Add filter', fields);
}

function collection(
  displayName: string,
  name: string,
  placeholder: string,
  fields: INodeProperties[],
): INodeProperties {
  return { displayName, name, type: 'collection', placeholder, default: {}, options: fields };
}

function page(displayName: string, name: string, description: string): INodeProperties {
  return { displayName, name, type: 'number', typeOptions: { minValue: 1 }, default: 1, description };
}

function size(displayName: string, name: string, description: string): INodeProperties {
  const typeOptions = { minValue: 1, maxValue: 100 };
  return { displayName, name, type: 'number', typeOptions, default: 10, description };
}

/** Which part of a thread the raw answer shows. */
export const messagesPage = page(
  'Messages Page',
  'messagesPage',
  'Which page of its messages a thread comes with; a site with BuddyPress 15 has none beyond the last',
);
export const messagesPerPage = size(
  'Messages Per Page',
  'messagesPerPage',
  'How many of its messages a thread comes with at most',
);
export const recipientsPage = page(
  'Recipients Page',
  'recipientsPage',
  'Which page of its people a thread comes with',
);
export const recipientsPerPage = size(
  'Recipients Per Page',
  'recipientsPerPage',
  'How many of its people a thread comes with at most',
);
