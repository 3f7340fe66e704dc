import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  INodeProperties,
} from 'n8n-workflow';

const OFFICIAL = { show: { service: ['chat-api', '1msg'] } };
const COMPATIBLE = { show: { service: ['compatible'] } };
const LINKED = { show: { service: ['chat-api', 'compatible'] } };

/** Where the instance is, as an expression. The node knows the same: nodes/ChatApi/system.ts. */
const ADDRESS = [
  '={{ $credentials.service === "1msg" ? "https://api.1msg.io/" + $credentials.instance.trim()',
  ': $credentials.service === "compatible" ? $credentials.url.trim().replace(/\\/+$/, "")',
  ': "https://api.chat-api.com/instance" + $credentials.instance.trim().replace(/^instance/i, "") }}',
].join(' ');

export class ChatApi implements ICredentialType {
  name = 'chatApi';
  displayName = 'Chat API';
  icon = { light: 'file:../icons/chat-api.svg', dark: 'file:../icons/chat-api.dark.svg' } as const;
  documentationUrl = 'https://github.com/parley-bridge/parley/blob/main/docs/n8n.md#chat-api';

  properties: INodeProperties[] = [
    {
      displayName: 'Service',
      name: 'service',
      type: 'options',
      options: [
        { name: '1msg.io', value: '1msg', description: "In front of WhatsApp's official Business API" },
        { name: 'Chat API', value: 'chat-api', description: 'An instance at api.chat-api.com' },
        {
          name: 'Self-Hosted or Compatible',
          value: 'compatible',
          description: 'Any other address that speaks like one of the two',
        },
      ],
      default: 'chat-api',
    },
    {
      displayName: 'Instance ID',
      name: 'instance',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 12345',
      displayOptions: OFFICIAL,
    },
    {
      displayName: 'Base URL',
      name: 'url',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. https://whatsapp.example.org/instance12345',
      description: 'With the path of the instance where there is one, and without the token',
      displayOptions: COMPATIBLE,
    },
    {
      displayName: 'Token',
      name: 'token',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
    },
    {
      displayName: 'Speaks Like',
      name: 'dialect',
      type: 'options',
      options: [
        { name: '1msg.io', value: '1msg' },
        { name: 'Chat API', value: 'chat-api' },
      ],
      default: 'chat-api',
      displayOptions: COMPATIBLE,
    },
    {
      displayName: 'Instance ID',
      name: 'instance',
      type: 'string',
      default: '',
      placeholder: 'e.g. 12345',
      description: 'When set, webhook requests that name another instance, or none, are refused',
      displayOptions: COMPATIBLE,
    },
    {
      displayName: 'Method of Logout and Reboot',
      name: 'verbs',
      type: 'options',
      options: [
        { name: 'GET (First Years)', value: 'seed' },
        { name: 'POST (Later Years)', value: 'openapi' },
      ],
      default: 'seed',
      description: 'How the calls that the ages of this API have differently are sent',
      displayOptions: LINKED,
    },
  ];

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { qs: { token: '={{$credentials.token.trim()}}' } },
  };

  test: ICredentialTestRequest = {
    request: { baseURL: ADDRESS, url: '/status', qs: { no_wakeup: 'true' } },
    rules: [
      told('accountStatus', 'got qr code', 'No phone is linked to the instance yet: scan its QR code'),
      told('accountStatus', 'not_paid', 'The instance is not paid for'),
      told('accountStatus', 'init', 'The instance is starting: try again in a minute'),
      told('accountStatus', 'loading', 'The instance is loading: try again in a minute'),
      // Self-hosted imitations refuse with HTTP 200.
      told('error', 'Wrong token. Please provide token as a GET parameter.', 'The token is not accepted'),
    ],
  };
}

/** A state that the answer can tell of although its HTTP status is good. */
function told(key: string, value: string, message: string) {
  return { type: 'responseSuccessBody' as const, properties: { key, value, message } };
}
