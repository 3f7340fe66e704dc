import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { many } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';

export const getCourses: Operation<BetterMessagesConnection> = {
  value: 'getCourses',
  name: 'Get Many Courses',
  action: 'Get many courses',
  description: 'List the courses of the account; none without a learning plugin',
  fields: [...many],
  async run(call) {
    const limit = call.limit();
    return loose((await call.connection.client.courses()).slice(0, limit));
  },
};
