import type {
  IHookFunctions,
  INodeType,
  INodeTypeDescription,
  IWebhookFunctions,
  IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import type { MessagesDevConnection } from '../../src/platforms/messages-dev/index.ts';
import type { WebhookSource } from '../kit/index.ts';
import { hookMethods, loadOptionsOf, triggerFields, webhookTrigger } from '../kit/index.ts';
import { hookCare } from './hook.ts';
import { messagesDev } from './system.ts';

const source: WebhookSource<MessagesDevConnection> = {
  system: messagesDev,
  fields: triggerFields({
    events: ['message.created', 'reaction.added', 'reaction.removed'],
    content: ['text', 'image', 'audio', 'video', 'document', 'contact'],
    authorPlaceholder: '+15551234567, anna@example.com',
  }),
  callsLeft: ({ client }) => client.callsLeft(),
};
const hooks = hookMethods(source, hookCare);

export class MessagesDevTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Messages.dev Trigger',
    name: 'messagesDevTrigger',
    icon: { light: 'file:../../icons/messages-dev.svg', dark: 'file:../../icons/messages-dev.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{$parameter["events"].join(", ")}}',
    description: 'Starts the workflow as soon as somebody writes to an iMessage line, or reacts',
    defaults: { name: 'Messages.dev Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'messagesDevApi', required: true }],
    webhooks: [
      { name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook', rawBody: true },
    ],
    properties: [...source.fields],
  };

  methods = { loadOptions: loadOptionsOf(messagesDev) };

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
