import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  INodeProperties,
} from 'n8n-workflow';

export class MessagesDevApi implements ICredentialType {
  name = 'messagesDevApi';
  displayName = 'messages.dev API';
  icon = { light: 'file:../icons/messages-dev.svg', dark: 'file:../icons/messages-dev.dark.svg' } as const;
  documentationUrl = 'https://github.com/parley-bridge/parley/blob/main/docs/n8n.md#messagesdev';

  properties: INodeProperties[] = [
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      placeholder: 'e.g. sk_live_…',
    },
    {
      displayName: 'Line',
      name: 'line',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. +15551234567',
      description: 'Phone number or Apple ID of the line that sends and receives, as the dashboard shows it',
    },
    {
      displayName: 'Base URL',
      name: 'url',
      type: 'string',
      default: 'https://api.messages.dev/v1',
      required: true,
      placeholder: 'e.g. https://api.messages.dev/v1',
      description: 'Address of the API with the version at its end, as the dashboard shows it',
    },
  ];

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey.trim()}}' } },
  };

  /** The chats of the line: refused for a wrong key, and for a line that the key does not open. */
  test: ICredentialTestRequest = {
    request: {
      baseURL: '={{$credentials.url.trim().replace(/\\/+$/, "")}}',
      url: '/chats',
      qs: { from: '={{$credentials.line.trim()}}', limit: 1 },
    },
    rules: [
      refused(400, 'The line is not accepted: it is a phone number such as +15551234567, or an Apple ID'),
      refused(401, 'The API key is not accepted: it may be mistyped, revoked or expired'),
      refused(403, 'The API key may not use this line, or lacks the scope chats:read'),
      refused(404, 'The line was not found. Check its handle, and that the base URL ends in /v1'),
      refused(429, 'The API key has used up its calls of this hour: try again later'),
    ],
  };
}

function refused(value: number, message: string) {
  return { type: 'responseCode' as const, properties: { value, message } };
}
