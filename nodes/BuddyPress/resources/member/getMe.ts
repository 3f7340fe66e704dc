import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { simplify } from '../../../kit/index.ts';
import { memberOutput } from '../../shapes.ts';

export const getMe: Operation<BuddyPressConnection> = {
  value: 'getMe',
  name: 'Get Own',
  action: 'Get the own member',
  description: 'Read the member that the credential belongs to',
  fields: [simplify],
  async run(call) {
    const isSimple = call.flag('simplify');
    return memberOutput(call, await call.connection.client.getMember('me'), isSimple);
  },
};
