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
import { buddyPress } from './system.ts';

export class BuddyPress implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'BuddyPress',
    name: 'buddyPress',
    icon: { light: 'file:../../icons/buddypress.svg', dark: 'file:../../icons/buddypress.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
    description: 'Send and read private messages of a BuddyPress site',
    defaults: { name: 'BuddyPress' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'buddyPressApi', required: true }],
    webhooks: waitWebhooks,
    waitingNodeTooltip: waitingTooltip,
    properties: propertiesOf(resources),
  };

  methods = { listSearch: listSearchOf(buddyPress) };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return execute(this, buddyPress, resources);
  }

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return takeAnswer(this);
  }
}
