import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../kit/index.ts';

const CHAT_ID = {
  regex: '^\\s*(\\d+(-\\d+)?@[a-z.]+|\\+?[\\d\\s().-]{7,})\\s*$',
  errorMessage: 'A chat ID ends in @c.us (a person) or @g.us (a group)',
};

/** A picker that takes a phone number as well. */
function withPhone(field: INodeProperties): INodeProperties {
  return {
    ...field,
    modes: [
      ...(field.modes ?? []),
      {
        displayName: 'By Phone Number',
        name: 'phone',
        type: 'string',
        hint: 'With the country code',
        placeholder: 'e.g. +1 747 282 2486',
        validation: [
          {
            type: 'regex',
            properties: { regex: '^\\s*\\+?[\\d\\s().-]{7,}\\s*$', errorMessage: 'Not a phone number' },
          },
        ],
      },
    ],
  };
}

export const conversation = withPhone(
  locator({
    displayName: 'Conversation',
    name: 'conversation',
    description: 'The private chat or group to work with',
    idPlaceholder: '17472822486@c.us',
    id: CHAT_ID,
  }),
);

export const anyConversation = withPhone(
  locator({
    displayName: 'Conversation',
    name: 'conversation',
    description: 'The private chat or group to read. Those of all conversations are read when it is empty.',
    idPlaceholder: '17472822486@c.us',
    required: false,
  }),
);

export const group = locator({
  displayName: 'Group',
  name: 'group',
  description: 'The group to work with',
  search: 'searchGroups',
  idPlaceholder: '17680561234-1479621234@g.us',
  id: { regex: '^\\s*\\d+(-\\d+)?@g\\.us\\s*$', errorMessage: 'The ID of a group ends in @g.us' },
});

export const person = withPhone(
  locator({
    displayName: 'Person',
    name: 'person',
    description: 'The person it is about',
    search: 'searchPeople',
    idPlaceholder: '17472822486@c.us',
    id: CHAT_ID,
  }),
);

export const messageId: INodeProperties = {
  displayName: 'Message ID',
  name: 'messageId',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. true_17472822486@c.us_3EB0957AD66BAFF57D1D',
  description: 'ID of the message, as sending and reading give it',
};

export const replyTo: INodeProperties = {
  displayName: 'Reply to Message ID',
  name: 'replyTo',
  type: 'string',
  default: '',
  description: 'ID of the message that is quoted',
};

export const mentions: INodeProperties = {
  displayName: 'Mentions',
  name: 'mentions',
  type: 'string',
  default: '',
  placeholder: 'e.g. 17472822486',
  hint: 'Phone numbers separated by commas. The text names each of them as @ and the number.',
  description: 'People who are told that the text names them',
};

/** A collection of fields that may be left alone, in alphabetical order. */
export function optionsOf(...fields: INodeProperties[]): INodeProperties {
  return {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: fields,
  };
}

export const phone: INodeProperties = {
  displayName: 'Phone Number',
  name: 'phone',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. +1 747 282 2486',
  description: 'With the country code',
};
