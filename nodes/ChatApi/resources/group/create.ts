import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { format, messageText } from '../../../kit/index.ts';
import { peopleOf } from '../../reading.ts';

export const create: Operation<ChatApiConnection> = {
  value: 'create',
  name: 'Create',
  action: 'Create a group',
  description: 'Open a group with people and, when wanted, a first message',
  fields: [
    { displayName: 'Name', name: 'name', type: 'string', default: '', required: true },
    {
      displayName: 'People',
      name: 'people',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 17472822486, 34600112233',
      description: 'Phone numbers or chat IDs, separated by commas; not the own number',
    },
    { ...messageText, displayName: 'First Message', required: false, description: 'What to say first' },
    format,
  ],
  async run(call) {
    const [groupName, phones] = [call.text('name'), peopleOf(call, 'people')];
    const text = call.optional('text') === undefined ? undefined : call.rich('text');
    const { chatId, groupInviteLink, message } = await call.connection.client.createGroup({
      groupName,
      phones,
      ...(text === undefined ? {} : { messageText: call.core.whatsapp.serialize(text) }),
    });
    return {
      ...(chatId ? { id: chatId } : {}),
      name: groupName,
      // The phone did not make it within 20 seconds: it will exist as soon as the phone is there.
      isQueued: !chatId,
      ...(groupInviteLink ? { inviteLink: groupInviteLink } : {}),
      ...(message ? { message } : {}),
    };
  },
};
