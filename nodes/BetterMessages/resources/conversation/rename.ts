import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { simplify } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { threadsOutput } from '../../outputs.ts';

export const rename: Operation<BetterMessagesConnection> = {
  value: 'rename',
  name: 'Rename',
  action: 'Rename a conversation',
  description: 'Change the title of a conversation; for its moderators',
  fields: [
    conversation,
    {
      displayName: 'Title',
      name: 'subject',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. Support desk',
      description: 'The new title',
    },
    simplify,
  ],
  async run(call) {
    const isSimple = call.flag('simplify');
    const [thread, subject] = [call.number('conversation'), call.text('subject')];
    return threadsOutput(call, await call.connection.client.changeSubject(thread, subject), isSimple);
  },
};
