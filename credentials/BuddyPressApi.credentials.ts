import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  INodeProperties,
} from 'n8n-workflow';

export class BuddyPressApi implements ICredentialType {
  name = 'buddyPressApi';
  displayName = 'BuddyPress API';
  icon = { light: 'file:../icons/buddypress.svg', dark: 'file:../icons/buddypress.dark.svg' } as const;
  documentationUrl = 'https://github.com/parley-bridge/parley/blob/main/docs/n8n.md#buddypress';

  properties: INodeProperties[] = [
    {
      displayName: 'Site URL',
      name: 'url',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. https://community.example.org',
    },
    { displayName: 'User', name: 'user', type: 'string', default: '', required: true },
    {
      displayName: 'Application Password',
      name: 'applicationPassword',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
    },
    {
      displayName: 'API Version',
      name: 'version',
      type: 'options',
      options: [
        { name: 'Detect', value: 'auto' },
        { name: 'V1 (BuddyPress 14 and Older)', value: 'v1' },
        { name: 'V2 (BuddyPress 15)', value: 'v2' },
      ],
      default: 'auto',
    },
  ];

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: {
      auth: { username: '={{$credentials.user}}', password: '={{$credentials.applicationPassword}}' },
    },
  };

  test: ICredentialTestRequest = {
    request: { baseURL: '={{$credentials.url}}', url: '/wp-json/wp/v2/users/me' },
  };
}
