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
import { searchChatRooms } from './rooms.ts';
import { betterMessages } from './system.ts';

export class BetterMessages implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Better Messages',
    name: 'betterMessages',
    icon: {
      light: 'file:../../icons/better-messages.svg',
      dark: 'file:../../icons/better-messages.dark.svg',
    },
    group: ['output'],
    version: 1,
    subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
    description: 'Send and read conversations of a WordPress site with Better Messages',
    defaults: { name: 'Better Messages' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'betterMessagesApi', required: true }],
    webhooks: waitWebhooks,
    waitingNodeTooltip: waitingTooltip,
    properties: propertiesOf(resources),
  };

  methods = { listSearch: { ...listSearchOf(betterMessages), searchChatRooms } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return execute(this, betterMessages, resources);
  }

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return takeAnswer(this);
  }
}
