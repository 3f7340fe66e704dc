import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import type { Account, LiveSystem } from './contract.ts';
import { byId, firstConversation, from } from './contract.ts';

function site(service: string): Account {
  const data = (emulator: Emulator) => ({ ...emulator.accountSettings(), version: 'auto' });
  return {
    service,
    credential: 'buddyPressApi',
    data,
    bad: (emulator) => ({
      'a wrong password': { ...data(emulator), applicationPassword: 'abcd efgh ijkl mnop qrst uvwx' },
      'an unknown user': { ...data(emulator), user: 'nobody' },
      'an address without a site': { ...data(emulator), url: 'http://127.0.0.1:9' },
    }),
  };
}

export const buddyPress: LiveSystem = {
  node: 'buddyPress',
  accounts: [site('buddypress'), site('buddypress-v1')],
  values: (emulator) => ({
    thread: byId(firstConversation(emulator)),
    text: 'From *n8n*',
    member: byId('2'),
    messageId: from('message.send', 'id'),
    recipients: '2, 3',
    fields: '{ "mood": "good" }',
  }),
  first: () => [{ operation: 'message.send' }, { operation: 'thread.create' }],
  last: () => [{ operation: 'thread.delete', parameters: { thread: byId(from('thread.create', 'id')) } }],
};
