import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { addressOf } from '../../reading.ts';

export const set: Operation<ChatApiConnection> = {
  value: 'set',
  name: 'Set',
  action: 'Set the webhook address',
  description: 'Have the instance call an address; it has only one',
  fields: [
    {
      displayName: 'URL',
      name: 'url',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. https://example.org/webhook',
    },
    {
      displayName: 'Replace',
      name: 'replace',
      type: 'boolean',
      default: false,
      description: 'Whether to replace another address that is set already',
    },
  ],
  async run(call) {
    const [url, isReplacing] = [addressOf(call, 'url'), call.flag('replace')];
    const { client } = call.connection;
    const before = (await client.webhook()).webhookUrl || undefined;
    if (before !== undefined && before !== url && !isReplacing) {
      call.fail(
        `The instance calls another address already: ${before}`,
        'Whoever set it would get nothing more. Switch on Replace if it is no longer needed.',
      );
    }
    await client.setWebhook(url);
    return { isSet: true, url, ...(before === undefined || before === url ? {} : { replaced: before }) };
  },
};
