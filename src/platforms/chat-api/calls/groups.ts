import type { ChatApiDialect } from '../dialects.ts';
import type { Api } from '../http.ts';
import { doneSchema, groupCreatedSchema, groupJoinedSchema } from '../schema.ts';
import { digitsOf } from './destination.ts';

export interface GroupToCreate {
  readonly groupName: string;
  /** Numbers of the people, country code first; not our own. */
  readonly phones: readonly string[];
  readonly messageText?: string;
}

/** Groups and who is in them. */
export function groupCalls(api: Api, dialect: ChatApiDialect) {
  const participant = (path: string, tried: string) => (groupId: string, person: string) =>
    api.call(doneSchema, {
      method: 'POST',
      path,
      body: {
        groupId,
        ...(person.includes('@') ? { participantChatId: person } : { participantPhone: digitsOf(person) }),
      },
      tried: `${tried} in group ${groupId}`,
      write: true,
    });

  return {
    /** Opens a group. Like a message it is queued: `chatId` is only there when the phone made it within 20 s. */
    createGroup: (group: GroupToCreate) =>
      api.call(groupCreatedSchema, {
        method: 'POST',
        path: dialect.groupPath,
        body: { ...group, phones: group.phones.map(digitsOf) },
        tried: `create the group "${group.groupName}"`,
        write: true,
      }),
    addGroupParticipant: participant('addGroupParticipant', 'add a person'),
    removeGroupParticipant: participant('removeGroupParticipant', 'remove a person'),
    promoteGroupParticipant: participant('promoteGroupParticipant', 'make a person an admin'),
    demoteGroupParticipant: participant('demoteGroupParticipant', 'take admin rights from a person'),
    /** @param invite a link such as `https://chat.whatsapp.com/...`, or only the code at its end */
    joinGroup: (invite: string) =>
      api.call(groupJoinedSchema, {
        method: 'POST',
        path: 'joinGroup',
        body: invite.includes('/') ? { url: invite } : { code: invite },
        // Whoever has an invitation can join, so it is not repeated here.
        tried: 'join a group by its invitation',
        write: true,
      }),
    leaveGroup: (chatId: string) =>
      api.call(doneSchema, {
        method: 'POST',
        path: 'leaveGroup',
        body: { chatId },
        tried: `leave group ${chatId}`,
        write: true,
      }),
  };
}
