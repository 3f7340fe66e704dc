import type { SteppedClock } from '../kit/index.ts';
import { Guild } from './guild.ts';
import { Messages } from './messages.ts';
import { Reactions } from './reactions.ts';
import { Threads } from './threads.ts';
import { Typing } from './typing.ts';
import { Webhooks } from './webhooks.ts';

/** The server and all that can be done on it, by bots, webhooks and people alike. */
export class Service {
  readonly guild: Guild;
  readonly messages: Messages;
  readonly reactions: Reactions;
  readonly threads: Threads;
  readonly webhooks: Webhooks;
  readonly typing: Typing;

  constructor(clock: SteppedClock) {
    this.guild = new Guild(clock);
    this.messages = new Messages(this.guild);
    this.reactions = new Reactions(this.guild);
    this.threads = new Threads(this.guild, this.messages);
    this.webhooks = new Webhooks(this.guild);
    this.typing = new Typing(this.guild);
  }
}
