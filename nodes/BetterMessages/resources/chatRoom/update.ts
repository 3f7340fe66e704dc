import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { keepOthers, mergedSettings, mustChange } from '../../changes.ts';
import { room } from '../../rooms.ts';
import { changes, changesOf } from './changes.ts';

const newTitle: INodeProperties = {
  displayName: 'New Title',
  name: 'newTitle',
  type: 'string',
  default: '',
  placeholder: 'e.g. Lobby',
  description: 'Leave it empty to keep the title',
};

export const update: Operation<BetterMessagesConnection> = {
  value: 'update',
  name: 'Update',
  action: 'Update a chat room',
  description: 'Change the title or the settings of a chat room; needs the account of an administrator',
  fields: [room, newTitle, changes, keepOthers],
  async run(call) {
    const { client } = call.connection;
    const id = call.number('room');
    const title = call.optional('newTitle');
    const given = { ...(title === undefined ? {} : { title }), ...changesOf(call) };
    mustChange(call, given);
    const isKeeping = call.flag('keepOthers');
    if (given.settings === undefined || !isKeeping) return client.updateChatRoom(id, given);
    const listed = await client.adminChatRooms();
    const settings = mergedSettings(call, { listed, id, what: 'chat room' }, given.settings);
    return client.updateChatRoom(id, { ...given, settings });
  },
};
