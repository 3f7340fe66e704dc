import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { loadOptionsOf, pollTrigger, triggerFields } from '../kit/index.ts';
import { buddyPress } from './system.ts';

const fields = triggerFields({
  events: ['message.created'],
  content: ['text'],
  authorPlaceholder: '12, Anna',
});

export class BuddyPressTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'BuddyPress Trigger',
    name: 'buddyPressTrigger',
    icon: { light: 'file:../../icons/buddypress.svg', dark: 'file:../../icons/buddypress.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{$parameter["events"].join(", ")}}',
    description: 'Starts the workflow when somebody writes a private message on a BuddyPress site',
    defaults: { name: 'BuddyPress Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'buddyPressApi', required: true }],
    properties: fields,
  };

  methods = { loadOptions: loadOptionsOf(buddyPress) };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return pollTrigger(this, buddyPress, fields);
  }
}
