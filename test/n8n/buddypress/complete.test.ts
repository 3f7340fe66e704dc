import { expect, it } from 'vitest';
import { BuddyPress } from '../../../nodes/BuddyPress/BuddyPress.node.ts';
import { BuddyPressClient } from '../../../src/platforms/buddypress/index.ts';
import { gaps, idle } from '../support/complete.ts';

/** Method of the client → an operation of the node that calls it. */
const reached: Readonly<Record<string, string>> = {
  me: 'member/getMe',
  findMembers: 'member/getAll',
  getMember: 'member/get',
  listThreads: 'thread/getAll',
  getThread: 'thread/get',
  createThread: 'thread/create',
  updateThread: 'thread/update',
  deleteThread: 'thread/delete',
  reply: 'message/send',
  setStarred: 'message/star',
  listNotifications: 'notification/getAll',
};

const leftOut = {
  way: 'it sends nothing: it tells which version of the API the client found',
  toggleStar: 'setStarred makes the call, where the star is not yet as wanted',
};

it('the BuddyPress node makes every call that the client has', () => {
  const account = { url: 'https://example.org', user: 'someone', applicationPassword: 'abcd efgh' };
  const client = new BuddyPressClient(account, idle);
  expect(gaps({ node: new BuddyPress(), client, reached, leftOut })).toEqual([]);
});
