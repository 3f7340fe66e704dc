import type { INodeProperties } from 'n8n-workflow';

export const messageIds: INodeProperties = {
  displayName: 'Message IDs',
  name: 'messageIds',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. 1234, 1235',
  description: 'Numbers of the messages, separated by commas, or a list of them',
};
