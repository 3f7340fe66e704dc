import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { loadOptionsOf, pollTrigger, triggerFields } from '../kit/index.ts';
import { betterMessages } from './system.ts';

const fields = triggerFields({
  events: ['message.created', 'message.edited', 'message.deleted', 'reaction.added', 'reaction.removed'],
  content: ['text', 'image', 'audio', 'video', 'document'],
  authorPlaceholder: '12, Anna',
});

export class BetterMessagesTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Better Messages Trigger',
    name: 'betterMessagesTrigger',
    icon: {
      light: 'file:../../icons/better-messages.svg',
      dark: 'file:../../icons/better-messages.dark.svg',
    },
    group: ['trigger'],
    version: 1,
    subtitle: '={{$parameter["events"].join(", ")}}',
    description:
      'Starts the workflow when something happens in the conversations of a site with Better Messages',
    defaults: { name: 'Better Messages Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'betterMessagesApi', required: true }],
    properties: fields,
  };

  methods = { loadOptions: loadOptionsOf(betterMessages) };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return pollTrigger(this, betterMessages, fields);
  }
}
