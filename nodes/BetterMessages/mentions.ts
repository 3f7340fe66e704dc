import type { Root } from '../../src/index.ts';
import type { BetterMessagesConnection } from '../../src/platforms/better-messages/index.ts';
import type { Call } from '../kit/index.ts';
import { userOutput } from './outputs.ts';

type Inline = Extract<Root['children'][number], { type: 'paragraph' }>['children'];

/** The text with people named in front of it. Their names are those that the site shows. */
export async function withMentions(
  call: Call<BetterMessagesConnection>,
  text: Root,
  userIds: readonly number[],
): Promise<Root> {
  const { users = [] } = await call.connection.client.lazyPool({ users: userIds });
  const names = new Map(users.map((user) => [user.user_id, String(userOutput(call.core, user).name)]));
  const mentions = userIds.flatMap((id): Inline => {
    const name = names.get(id) ?? `User ${String(id)}`;
    return [
      { type: 'mention', id: String(id), name },
      { type: 'text', value: ' ' },
    ];
  });
  const [first, ...rest] = text.children;
  return first?.type === 'paragraph'
    ? { ...text, children: [{ ...first, children: [...mentions, ...first.children] }, ...rest] }
    : { ...text, children: [{ type: 'paragraph', children: mentions }, ...text.children] };
}
