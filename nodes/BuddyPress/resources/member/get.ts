import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { simplify } from '../../../kit/index.ts';
import { member } from '../../fields.ts';
import { idOf } from '../../ids.ts';
import { memberOutput } from '../../shapes.ts';

export const get: Operation<BuddyPressConnection> = {
  value: 'get',
  name: 'Get',
  action: 'Get a member',
  description: 'Read a member of the site',
  fields: [member, simplify],
  async run(call) {
    const id = idOf(call, 'member');
    const isSimple = call.flag('simplify');
    return memberOutput(call, await call.connection.client.getMember(id), isSimple);
  },
};
