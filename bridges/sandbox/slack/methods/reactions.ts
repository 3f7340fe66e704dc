import { emojiFromShortcode } from '../../../../src/text/index.ts';
import { SlackFailure } from '../model.ts';
import { showMessage } from '../show.ts';
import type { Call, Methods } from './call.ts';

/** Reactions of an app's bot user. */
export const reactionMethods: Methods = {
  'reactions.add': { scopes: ['reactions:write'], run: (call) => change(call, false) },
  'reactions.remove': { scopes: ['reactions:write'], run: (call) => change(call, true) },
  'reactions.get': {
    scopes: ['reactions:read'],
    run: (call) => {
      const channel = call.joined();
      const message = call.workspace.message(channel, call.need('timestamp'));
      return {
        type: 'message',
        channel: channel.id,
        message: showMessage(call.workspace, message, { metadata: false }),
      };
    },
  },
};

function change(call: Call, remove: boolean): Record<string, unknown> {
  const name = call.need('name');
  if (emojiFromShortcode(name) === undefined) throw new SlackFailure('invalid_name');
  call.workspace.react(call.writable(), call.need('timestamp'), call.app.userId, name, remove);
  return {};
}
