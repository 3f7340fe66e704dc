import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../src/platforms/better-messages/index.ts';
import type { Operation } from '../kit/index.ts';
import { conversation, messageId, person } from './fields.ts';
import { done } from './outputs.ts';

type Client = BetterMessagesConnection['client'];
type Texts = Pick<Operation, 'value' | 'name' | 'action' | 'description'>;

const MEMBER = 'The account is not in this conversation: have it added, or choose another one.';

/** An operation that is one call with a conversation, answered with yes or no. */
export function onConversation(
  texts: Texts,
  act: (client: Client, thread: number) => Promise<boolean>,
): Operation<BetterMessagesConnection> {
  return {
    ...texts,
    fields: [conversation],
    async run(call) {
      return done(call, await act(call.connection.client, call.number('conversation')), MEMBER);
    },
  };
}

/** The same with a message of the conversation. */
export function onMessage(
  texts: Texts,
  act: (client: Client, thread: number, message: number) => Promise<unknown>,
): Operation<BetterMessagesConnection> {
  return {
    ...texts,
    fields: [conversation, messageId],
    async run(call) {
      const [thread, message] = [call.number('conversation'), call.number('messageId')];
      const answer = await act(call.connection.client, thread, message);
      return done(call, answer !== false, 'Look whether the message is still there.');
    },
  };
}

/** The same with somebody in the conversation; how long something lasts where the operation asks for it, minutes. */
export function onParticipant(
  texts: Texts,
  act: (client: Client, thread: number, user: number, minutes: number) => Promise<unknown>,
  more: readonly INodeProperties[] = [],
): Operation<BetterMessagesConnection> {
  return {
    ...texts,
    fields: [conversation, person, ...more],
    async run(call) {
      const [thread, user] = [call.number('conversation'), call.number('user')];
      const minutes = more.length === 0 ? 0 : call.number('minutes');
      if (more.length > 0 && minutes < 1) call.refuse('minutes', 'must be at least 1');
      const answer = await act(call.connection.client, thread, user, minutes);
      return done(call, answer !== false, 'Look whether the user is in the conversation.');
    },
  };
}

/** How long somebody is kept out or silent. */
export const minutes: INodeProperties = {
  displayName: 'Minutes',
  name: 'minutes',
  type: 'number',
  typeOptions: { minValue: 1 },
  default: 60,
  description: 'For how long',
};
