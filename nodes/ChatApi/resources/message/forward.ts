import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';
import { sendOne } from '../../sending.ts';

export const forward: Operation<ChatApiConnection> = {
  value: 'forward',
  name: 'Forward',
  action: 'Forward messages',
  description: 'Send messages of any conversation on to another one, in order',
  fields: [
    { ...conversation, description: 'The private chat or group that they go to' },
    {
      displayName: 'Message IDs',
      name: 'messageIds',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. false_17472822486@c.us_DF38E6A25B42CC8CCE57EC40F',
      description: 'IDs of the messages, separated by commas',
    },
  ],
  async run(call) {
    const to = conversationOf(call);
    const wanted = call.ids('messageIds');
    const ids: string[] = [];
    // One call each: only then is the ID of every copy known.
    for (const [index, messageId] of wanted.entries()) {
      const [done] = await Promise.allSettled([
        sendOne(call, to, call.connection.client.forwardMessage(to, messageId)),
      ]);
      if (done.status === 'fulfilled') ids.push(...done.value.ids);
      else if (index === 0) throw done.reason;
      else {
        call.fail(
          `Only ${String(index)} of ${String(wanted.length)} messages were forwarded (${ids.join(', ')}): ${String(done.reason)}`,
          'Running the node again repeats those that were forwarded.',
        );
      }
    }
    return { conversation: to, id: ids[0], ids };
  },
};
