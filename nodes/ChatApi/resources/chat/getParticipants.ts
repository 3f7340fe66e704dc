import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';

export const getParticipants: Operation<ChatApiConnection> = {
  value: 'getParticipants',
  name: 'Get Participants',
  action: 'Get the participants of a chat',
  description: 'List the people of a group or private chat, with names where they are known',
  fields: [conversation],
  async run(call) {
    const id = conversationOf(call);
    const { participants, client } = call.connection;
    // Without a list of chats the service has none of their people either, and its refusal says so.
    return participants ? participants(id) : client.dialog(id);
  },
};
