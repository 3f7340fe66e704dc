import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const update: Operation<ChatApiConnection> = {
  value: 'update',
  name: 'Update',
  action: 'Update the block rule',
  description: 'Change which numbers are blocked when they write, or what they are told before',
  fields: [
    {
      displayName: 'Update Fields',
      name: 'updateFields',
      type: 'collection',
      placeholder: 'Add field',
      default: {},
      options: [
        {
          displayName: 'Mask',
          name: 'mask',
          type: 'string',
          default: '',
          placeholder: 'e.g. ^34',
          description: 'Regular expression for the digits of numbers to block; nobody is blocked when empty',
        },
        {
          displayName: 'Message',
          name: 'message',
          type: 'string',
          default: '',
          description: 'What a person is told before; nothing when empty',
        },
      ],
    },
  ],
  async run(call) {
    const given = call.raw('updateFields');
    const has = (name: string): boolean => typeof given === 'object' && given !== null && name in given;
    const read = (name: string): string => call.optional(`updateFields.${name}`) ?? '';
    if (!has('mask') && !has('message')) call.refuse('updateFields', 'is empty');
    const { banPhoneMask, preBanMessage } = await call.connection.client.changeBanSettings({
      ...(has('mask') ? { banPhoneMask: read('mask') } : {}),
      ...(has('message') ? { preBanMessage: read('message') } : {}),
    });
    return { mask: banPhoneMask ?? '', message: preBanMessage ?? '' };
  },
};
