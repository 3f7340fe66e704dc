import type {
  IExecuteFunctions,
  INodeExecutionData,
  INodeType,
  INodeTypeDescription,
  IWebhookFunctions,
  IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import {
  execute,
  listSearchOf,
  propertiesOf,
  takeAnswer,
  waitingTooltip,
  waitWebhooks,
} from '../kit/index.ts';
import { searchGroups } from './pickers.ts';
import { resources } from './resources.ts';
import { chatApi } from './system.ts';

export class ChatApi implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Chat API',
    name: 'chatApi',
    icon: { light: 'file:../../icons/chat-api.svg', dark: 'file:../../icons/chat-api.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
    description:
      'Send and read WhatsApp messages through Chat API, 1msg.io or a service that speaks like them',
    defaults: { name: 'Chat API' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'chatApi', required: true }],
    webhooks: waitWebhooks,
    waitingNodeTooltip: waitingTooltip,
    properties: propertiesOf(resources),
  };

  methods = { listSearch: { ...listSearchOf(chatApi), searchGroups } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return execute(this, chatApi, resources);
  }

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return takeAnswer(this);
  }
}
