import { accountMethods } from './account.ts';
import type { Methods } from './call.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { reactionMethods } from './reactions.ts';

/** Every Web API method that a bot token may call here; `apps.connections.open` takes the app token instead. */
export const METHODS: Methods = {
  ...accountMethods,
  ...conversationMethods,
  ...chatMethods,
  ...reactionMethods,
  ...fileMethods,
};
