import type { ChatApiClient, ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { group, person } from '../../fields.ts';
import { groupOf, personOf } from '../../reading.ts';

interface Change {
  readonly value: string;
  readonly name: string;
  readonly action: string;
  readonly description: string;
  change(client: ChatApiClient, group: string, person: string): Promise<unknown>;
}

/** An operation on one person of a group. */
export function changeParticipant({ change, ...about }: Change): Operation<ChatApiConnection> {
  return {
    ...about,
    fields: [group, person],
    async run(call) {
      const [groupId, personId] = [groupOf(call), personOf(call)];
      await change(call.connection.client, groupId, personId);
      return { success: true, group: groupId, person: personId };
    },
  };
}
