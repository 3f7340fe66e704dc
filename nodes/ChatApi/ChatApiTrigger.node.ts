import type {
  IHookFunctions,
  INodeProperties,
  INodeType,
  INodeTypeDescription,
  IWebhookFunctions,
  IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import type { ChatApiConnection } from '../../src/platforms/chat-api/index.ts';
import type { WebhookSource } from '../kit/index.ts';
import { hookMethods, loadOptionsOf, triggerFields, webhookTrigger } from '../kit/index.ts';
import { hookCare } from './hook.ts';
import { chatApi } from './system.ts';

const replaceExisting: INodeProperties = {
  displayName: 'Replace Existing Webhook',
  name: 'replaceExisting',
  type: 'boolean',
  default: false,
  description: 'Whether to take over the webhook of the instance when another program has set it',
};

const fields = triggerFields({
  notice:
    'An instance calls one webhook only, so only one active workflow can have this trigger. Further ones take the Chat API Polling Trigger.',
  events: ['message.created', 'message.status'],
  content: ['text', 'image', 'audio', 'video', 'document', 'location', 'contact'],
  authorPlaceholder: '15551234567@c.us, Anna',
}).map((field) =>
  field.name === 'options'
    ? { ...field, options: [...(field.options ?? []), replaceExisting] as INodeProperties[] }
    : field,
);

const source: WebhookSource<ChatApiConnection> = { system: chatApi, fields };
const hooks = hookMethods(source, hookCare);

export class ChatApiTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Chat API Trigger',
    name: 'chatApiTrigger',
    icon: { light: 'file:../../icons/chat-api.svg', dark: 'file:../../icons/chat-api.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{$parameter["events"].join(", ")}}',
    description: 'Starts the workflow as soon as a message comes in on WhatsApp, or a sent one was read',
    defaults: { name: 'Chat API Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'chatApi', required: true }],
    webhooks: [
      { name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook', rawBody: true },
    ],
    properties: fields,
  };

  methods = { loadOptions: loadOptionsOf(chatApi) };

  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return hooks.checkExists(this);
      },
      async create(this: IHookFunctions): Promise<boolean> {
        return hooks.create(this);
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return hooks.delete(this);
      },
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return webhookTrigger(this, source);
  }
}
