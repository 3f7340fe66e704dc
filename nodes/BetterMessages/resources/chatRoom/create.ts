import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { changes, changesOf } from './changes.ts';

const title = {
  displayName: 'Title',
  name: 'title',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. Lobby',
} as const;

export const create: Operation<BetterMessagesConnection> = {
  value: 'create',
  name: 'Create',
  action: 'Create a chat room',
  description: 'Open a chat room; needs the account of an administrator',
  fields: [title, changes],
  async run(call) {
    const { client } = call.connection;
    const given = changesOf(call);
    const made = await client.createChatRoom(call.text('title'));
    if (Object.keys(given).length === 0) return made;
    // A new room has its defaults, which the given settings are laid over.
    const settings = given.settings && { ...made.settings, ...given.settings };
    const [done] = await Promise.allSettled([
      client.updateChatRoom(made.id, { ...given, ...(settings ? { settings } : {}) }),
    ]);
    if (done.status === 'fulfilled') return done.value;
    const reason = done.reason instanceof call.core.ServiceError ? done.reason : undefined;
    return call.fail(
      `Chat room ${String(made.id)} was created, but not set up: ${reason?.cameBack ?? String(done.reason)}`,
      'Set it up with the operation “Update”, so that it is not created a second time.',
    );
  },
};
