import type { IDataObject } from 'n8n-workflow';
import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Call } from '../../../kit/index.ts';
import { messageJson } from '../../../kit/index.ts';
import { idOf } from '../../ids.ts';
import { messageOf } from '../../shapes.ts';

/** The service only turns a star over, so it is asked for the star first. */
export async function starring(call: Call<BuddyPressConnection>, isWanted: boolean): Promise<IDataObject> {
  const [thread, id] = [idOf(call, 'thread'), idOf(call, 'messageId')];
  const { message, stored } = await messageOf(call, thread, id);
  const changed = await call.connection.client.setStarred(stored, isWanted);
  return { ...messageJson(call.core, message), starred: changed.is_starred ?? false };
}
