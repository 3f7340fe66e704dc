import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import type { Connection, Message, ParleyEvent } from '../../../src/index.ts';
import type { TriggerSettings } from './contract.ts';
import type { Filter } from './filter.ts';

/** Events that a manual run shows at most, and so many conversations and messages of each it looks through for them. */
const MOST = 3;
const CONVERSATIONS = 10;
const MESSAGES = 20;

/**
 * What a manual run shows: the latest messages that the trigger would have told of, oldest first.
 * @throws {NodeOperationError} when there is none
 */
export async function latestOf(
  connection: Connection,
  settings: TriggerSettings,
  filter: Filter,
  node: INode,
): Promise<ParleyEvent[]> {
  if (!settings.events.some((event) => event === 'message.created' || event === 'message.edited')) {
    throw new NodeOperationError(node, 'There is nothing to show for these events', {
      description:
        'Only new and edited messages can be looked up afterwards. Publish the workflow, and let it happen once.',
    });
  }
  const chosen = settings.conversations;
  const conversations =
    chosen.length > 0
      ? chosen
      : (await connection.listConversations({ limit: CONVERSATIONS })).items.map(({ id }) => id);
  const found: ParleyEvent[] = [];
  for (const conversation of conversations.slice(0, CONVERSATIONS)) {
    for (const message of await connection.listMessages(conversation, { limit: MESSAGES })) {
      for (const event of eventsOf(connection, message)) if (await filter(event)) found.push(event);
    }
    // Without a choice of conversations, those that were active last come first.
    if (chosen.length === 0 && found.length >= MOST) break;
  }
  if (found.length > 0) return found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(-MOST);
  throw new NodeOperationError(node, 'There is no message yet that this trigger would tell of', {
    description:
      'Write one, or widen the filters. Own messages are left out unless “Ignore Own Messages” is off.',
  });
}

/** What a feed would have told of a message: that it was written, and that it was edited. */
function eventsOf(connection: Connection, message: Message): ParleyEvent[] {
  const created = connection.created(message);
  const { editedAt: at } = message;
  if (at === undefined) return [created];
  return [created, { ...created, type: 'message.edited', key: `edited:${message.id}:${at}`, at }];
}
