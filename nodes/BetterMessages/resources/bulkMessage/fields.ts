import type { INodeProperties } from 'n8n-workflow';

export const job: INodeProperties = {
  displayName: 'Bulk Message ID',
  name: 'job',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. 3',
  description: 'Number of the bulk message, as “Get Many” lists it',
};

/** The plugin publishes no shape for these, so it is given by the plugin's own names. */
export const content: INodeProperties = {
  displayName: 'Bulk Message',
  name: 'content',
  type: 'json',
  default: '{}',
  required: true,
  description:
    'Text, sender and selection of the people as a JSON object, by the names that the page “Bulk Messages” of the plugin sends',
};
