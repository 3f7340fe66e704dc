import type { INodeProperties } from 'n8n-workflow';

export const uploadId: INodeProperties = {
  displayName: 'Upload ID',
  name: 'uploadId',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. 0f6d8a0e-52f2-4f0e-9d5b-0c7bb1c1a2b3',
  description: 'As “Begin Upload” gave it; the site keeps an upload for 24 hours',
};

export const binaryField: INodeProperties = {
  displayName: 'Input Binary Field',
  name: 'binaryFields',
  type: 'string',
  default: 'data',
  required: true,
  placeholder: 'e.g. data',
  hint: 'The name of the input field containing the file',
};
