import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { loadOptionsOf, pollTrigger, triggerFields } from '../kit/index.ts';
import { messagesDev } from './system.ts';

const fields = triggerFields({
  notice:
    'This trigger asks for messages. Where the service can reach this n8n, the messages.dev Trigger hears of them at once, and of reactions. Typing and reads cost two calls a poll for each lively chat, at most ten chats, of the 1,000 calls an hour that a key has.',
  events: ['message.created', 'read', 'typing'],
  content: ['text', 'image', 'audio', 'video', 'document'],
  authorPlaceholder: '+15551234567, Anna',
});

export class MessagesDevPollingTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Messages.dev Polling Trigger',
    name: 'messagesDevPollingTrigger',
    icon: { light: 'file:../../icons/messages-dev.svg', dark: 'file:../../icons/messages-dev.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{$parameter["events"].join(", ")}}',
    description:
      'Starts the workflow when a message comes in by iMessage, by asking once a minute; for an n8n that cannot be reached from outside',
    defaults: { name: 'Messages.dev Polling Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'messagesDevApi', required: true }],
    properties: fields,
  };

  methods = { loadOptions: loadOptionsOf(messagesDev) };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return pollTrigger(this, messagesDev, fields);
  }
}
