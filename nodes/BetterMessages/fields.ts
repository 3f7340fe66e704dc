import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../kit/index.ts';

export const conversation = locator({
  displayName: 'Conversation',
  name: 'conversation',
  description: 'The conversation to work with',
  idPlaceholder: '42',
  id: { regex: '^\\s*[1-9]\\d*\\s*$', errorMessage: 'A conversation ID is a number' },
  url: {
    regex: 'https?://[^\\s]+#/conversation/(\\d+)',
    placeholder: 'https://example.org/messages/#/conversation/42',
  },
});

export const person = locator({
  displayName: 'User',
  name: 'user',
  description: 'The user of the site; guests and AI bots have a number below zero',
  search: 'searchPeople',
  idPlaceholder: '7',
  id: { regex: '^\\s*-?[1-9]\\d*\\s*$', errorMessage: 'A user ID is a number' },
});

export const messageId: INodeProperties = {
  displayName: 'Message ID',
  name: 'messageId',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. 1234',
};

export const userIds: INodeProperties = {
  displayName: 'User IDs',
  name: 'userIds',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. 7, 12',
  description: 'Numbers of the users, separated by commas, or a list of them',
};

export const search: INodeProperties = {
  displayName: 'Search',
  name: 'search',
  type: 'string',
  default: '',
  placeholder: 'e.g. bob',
  description: 'Only those with this in their name',
};

export const emoji: INodeProperties = {
  displayName: 'Emoji',
  name: 'emoji',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. the thumbs-up character',
  description: 'One of the reactions that the site offers, as the character itself',
};
