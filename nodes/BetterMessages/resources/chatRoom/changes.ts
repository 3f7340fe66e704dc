import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Call } from '../../../kit/index.ts';
import { isGiven, optionalObject, settingsJson } from '../../changes.ts';

const roles = 'Roles, separated by commas; guests are the role bm-guest';

/** What can be set about a chat room; read by `changesOf`. */
export const changes: INodeProperties = {
  displayName: 'Fields',
  name: 'changes',
  type: 'collection',
  placeholder: 'Add Field',
  default: {},
  options: [
    {
      displayName: 'Image ID',
      name: 'imageId',
      type: 'string',
      default: '',
      placeholder: 'e.g. 31',
      description: 'Number of a picture in the media library of the site',
    },
    {
      displayName: 'Moderators',
      name: 'moderators',
      type: 'string',
      default: '',
      placeholder: 'e.g. 7, 12',
      description: 'User IDs, separated by commas; they replace the moderators that are there',
    },
    {
      displayName: 'Roles That May Join',
      name: 'canJoin',
      type: 'string',
      default: '',
      placeholder: 'e.g. subscriber, bm-guest',
      description: roles,
    },
    {
      displayName: 'Roles That May Write',
      name: 'canReply',
      type: 'string',
      default: '',
      placeholder: 'e.g. subscriber',
      description: roles,
    },
    settingsJson,
    {
      displayName: 'Status',
      name: 'status',
      type: 'string',
      default: '',
      placeholder: 'e.g. publish',
      description: 'Status of the post that the room is to WordPress',
    },
  ],
};

interface RoomChanges {
  readonly status?: string;
  readonly imageId?: number;
  readonly moderators?: readonly number[];
  readonly settings?: Record<string, unknown>;
}

/** Only what was given. */
export function changesOf(call: Call<BetterMessagesConnection>): RoomChanges {
  const status = call.optional('changes.status');
  const imageId = call.optionalNumber('changes.imageId');
  const settings = settingsOf(call);
  return {
    ...(status === undefined ? {} : { status }),
    ...(imageId === undefined ? {} : { imageId }),
    ...(isGiven(call, 'changes.moderators') ? { moderators: call.numbers('changes.moderators') } : {}),
    ...(settings === undefined ? {} : { settings }),
  };
}

/** The lists of roles are settings as well, with fields of their own. */
function settingsOf(call: Call<BetterMessagesConnection>): Record<string, unknown> | undefined {
  const settings = {
    ...optionalObject(call, 'changes.settings'),
    ...rolesIn(call, 'canJoin', 'can_join'),
    ...rolesIn(call, 'canReply', 'can_reply'),
  };
  return Object.keys(settings).length === 0 ? undefined : settings;
}

function rolesIn(call: Call<BetterMessagesConnection>, field: string, setting: string): object {
  const name = `changes.${field}`;
  return isGiven(call, name) ? { [setting]: call.ids(name) } : {};
}
