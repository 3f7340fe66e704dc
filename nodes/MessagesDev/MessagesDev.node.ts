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
import { resources } from './resources.ts';
import { messagesDev } from './system.ts';

export class MessagesDev implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'messages.dev',
    name: 'messagesDev',
    icon: { light: 'file:../../icons/messages-dev.svg', dark: 'file:../../icons/messages-dev.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
    description: 'Send and read iMessages of a line of messages.dev',
    defaults: { name: 'messages.dev' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'messagesDevApi', required: true }],
    webhooks: waitWebhooks,
    waitingNodeTooltip: waitingTooltip,
    properties: propertiesOf(resources),
  };

  methods = { listSearch: listSearchOf(messagesDev) };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return execute(this, messagesDev, resources);
  }

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return takeAnswer(this);
  }
}
