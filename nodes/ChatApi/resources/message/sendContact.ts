import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation, optionsOf, replyTo } from '../../fields.ts';
import { conversationOf, peopleOf } from '../../reading.ts';
import { sendOne } from '../../sending.ts';

export const sendContact: Operation<ChatApiConnection> = {
  value: 'sendContact',
  name: 'Send Contact',
  action: 'Send a contact',
  description: 'Send people from WhatsApp as contact cards',
  fields: [
    conversation,
    {
      displayName: 'Contacts',
      name: 'contacts',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 17472822486, 34600112233@c.us',
      description: 'Phone numbers or chat IDs of the people, separated by commas',
    },
    optionsOf(replyTo),
  ],
  async run(call) {
    const to = conversationOf(call);
    const people = peopleOf(call, 'contacts');
    const [only = '', ...more] = people;
    const quotedMsgId = call.optionalId('options.replyTo');
    const sending = call.connection.client.sendContact(
      to,
      more.length === 0 ? only : people,
      quotedMsgId === undefined ? {} : { quotedMsgId },
    );
    return sendOne(call, to, sending);
  },
};
