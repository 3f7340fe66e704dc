import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { loadOptionsOf, pollTrigger, triggerFields } from '../kit/index.ts';
import { chatApi } from './system.ts';

const fields = triggerFields({
  notice:
    'This trigger asks for messages. Where the service can reach this n8n, the Chat API Trigger hears of them at once, and of what becomes of sent ones.',
  events: ['message.created'],
  content: ['text', 'image', 'audio', 'video', 'document', 'location', 'contact'],
  authorPlaceholder: '15551234567@c.us, Anna',
});

export class ChatApiPollingTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Chat API Polling Trigger',
    name: 'chatApiPollingTrigger',
    icon: { light: 'file:../../icons/chat-api.svg', dark: 'file:../../icons/chat-api.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{$parameter["events"].join(", ")}}',
    description:
      'Starts the workflow when a message comes in on WhatsApp, by asking once a minute; for an n8n that cannot be reached from outside',
    defaults: { name: 'Chat API Polling Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'chatApi', required: true }],
    properties: fields,
  };

  methods = { loadOptions: loadOptionsOf(chatApi) };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return pollTrigger(this, chatApi, fields);
  }
}
