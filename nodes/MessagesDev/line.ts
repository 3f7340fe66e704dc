import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../kit/index.ts';
import { Call } from '../kit/index.ts';
import { handleIn } from './reading.ts';
import type { LineConnection } from './system.ts';

const line: INodeProperties = {
  displayName: 'Line',
  name: 'line',
  type: 'string',
  default: '',
  placeholder: 'e.g. +15551234567',
  description:
    'Phone number or Apple ID of another line of the same API key, instead of the one in the credential. Give the conversation by its ID or its person then: the list shows the chats of the line in the credential.',
};

/** The operation with an option for another line than that of the credential. */
export function onAnyLine(operation: Operation<LineConnection>): Operation<LineConnection> {
  const fields = withOption(operation.fields);
  return {
    ...operation,
    fields,
    async run(call) {
      const given = call.optionalId('options.line');
      if (given === undefined) return operation.run(call);
      const handle = handleIn(given);
      if (handle === undefined) {
        return call.refuse('options.line', 'must be a phone number such as +15551234567, or an Apple ID');
      }
      const { functions, index, core, sent } = call;
      const connection = call.connection.onLine(handle);
      return operation.run(new Call(functions, index, fields, { core, connection }, sent));
    },
  };
}

function withOption(fields: readonly INodeProperties[]): INodeProperties[] {
  const options: INodeProperties = fields.find(({ name }) => name === 'options') ?? {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
  };
  return [
    ...fields.filter(({ name }) => name !== 'options'),
    { ...options, options: [line, ...(options.options ?? [])] },
  ];
}
