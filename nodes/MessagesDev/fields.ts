import type { INodeProperties } from 'n8n-workflow';
import { locator } from '../kit/index.ts';

const byId = locator({
  displayName: 'Conversation',
  name: 'conversation',
  description: 'The chat with a person, or the group',
  idPlaceholder: 'cht_abc123',
  id: { regex: '^\\s*cht_\\S+\\s*$', errorMessage: 'A chat ID begins with cht_' },
});

/** A chat from the list, by its ID, or the person at the other end; read by `conversationOf`. */
export const conversation: INodeProperties = {
  ...byId,
  modes: [
    ...(byId.modes ?? []),
    {
      displayName: 'By Phone Number or Email',
      name: 'handle',
      type: 'string',
      hint: 'Only people who have written to the line can be written to',
      placeholder: 'e.g. +15559876543',
      validation: [
        {
          type: 'regex',
          properties: {
            regex: '^\\s*(\\+[\\d\\s().-]{6,}|[^\\s@]+@[^\\s@]+)\\s*$',
            errorMessage: 'Not a phone number with its country code, nor an email address',
          },
        },
      ],
    },
  ],
};

export const messageId: INodeProperties = {
  displayName: 'Message ID',
  name: 'messageId',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. msg_abc123',
  description: 'ID of the message, or the GUID that iMessage gave it',
};

export const fileId: INodeProperties = {
  displayName: 'File ID',
  name: 'fileId',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. file_abc123',
  description: 'ID that uploading the file gave',
};

const replyTo: INodeProperties = {
  displayName: 'Reply to Message ID',
  name: 'replyTo',
  type: 'string',
  default: '',
  placeholder: 'e.g. msg_abc123',
  description: 'The message of the same conversation that this one answers, by its ID or GUID',
};

const wait: INodeProperties = {
  displayName: 'Wait Until Sent',
  name: 'wait',
  type: 'boolean',
  default: true,
  description:
    'Whether to wait until the line has sent the message, which takes about three API calls, and to return its ID. Without waiting, the ID of the outbox item is returned, and that the line could not send shows only there.',
};

/** How a message is sent. */
export const sendOptions: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  options: [replyTo, wait],
};
