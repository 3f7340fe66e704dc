import type { INodeProperties } from 'n8n-workflow';

/** What the plugin takes differs between its versions, so it is given by its own names. */
export const settings: INodeProperties = {
  displayName: 'Settings',
  name: 'settings',
  type: 'json',
  default: '{}',
  required: true,
  description: 'Settings by the names that “Get …” lists them with, as a JSON object',
};

export const options: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'json',
  default: '{}',
  description: 'What else to send along, by the names that the plugin has for it, as a JSON object',
};
