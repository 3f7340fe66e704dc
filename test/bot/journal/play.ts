import type { ModelAnswer, Turn, Usage, Words } from '../../../bridges/bot/contract.ts';
import type { Intake, Place } from '../../../bridges/journal/contract.ts';
import { created } from '../../support/events.ts';

export const bot = 'helper';
export const here: Place = { account: 'site', conversation: '1' };
export const mirror: Place = { account: 'team', conversation: 'C1' };

/** An event in a place where the bot listens. */
export function listened(event: Intake['event'], ...bots: string[]): Intake {
  return { event, to: [], bots: bots.length > 0 ? bots : [bot] };
}

export function used(input: number, output = 0, cached = 0): Usage {
  return { input, output, cached };
}

export function answer(text: string, usage = used(10, 5)): ModelAnswer {
  return { text, toolCalls: [], finish: 'stop', usage, model: 'small' };
}

/** Words of a turn for its own place and the one it is mirrored to. */
export function words(turn: Turn, text: string, state: Words['state'] = 'answered'): Words {
  const id = `bot:${String(turn.id)}`;
  const author = { id: bot, name: 'Helper', kind: 'bot' as const };
  const event = created(id, text, { author, conversation: turn.place.conversation });
  return {
    event: turn.began ? { ...event, type: 'message.edited' } : event,
    to: [
      { route: `bot ${bot}`, place: turn.place },
      { route: 'support', place: mirror },
    ],
    state,
  };
}
