import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';
import { sendOne } from '../../sending.ts';

export const sendVCard: Operation<ChatApiConnection> = {
  value: 'sendVCard',
  name: 'Send vCard',
  action: 'Send a vCard',
  description: 'Send a contact card of your own',
  fields: [
    conversation,
    {
      displayName: 'vCard',
      name: 'vcard',
      type: 'string',
      typeOptions: { rows: 6 },
      default: '',
      required: true,
      placeholder: 'e.g. BEGIN:VCARD',
      description: 'The card in the format vCard 3.0',
    },
  ],
  async run(call) {
    const to = conversationOf(call);
    const vcard = call.text('vcard').trim();
    if (!/^BEGIN:VCARD[\s\S]+END:VCARD$/i.test(vcard)) {
      call.refuse('vcard', 'must begin with BEGIN:VCARD and end with END:VCARD');
    }
    return sendOne(call, to, call.connection.client.sendVCard(to, vcard));
  },
};
