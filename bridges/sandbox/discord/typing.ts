import type { Guild } from './guild.ts';
import type { StoredChannel } from './model.ts';
import { GUILD } from './seed.ts';
import { showMember } from './show/people.ts';

/** How long "is typing" is shown. */
const SHOWN_MS = 10_000;

/** Who is shown as writing where. */
export class Typing {
  readonly #guild: Guild;
  /** Unix milliseconds until when, by person and channel. */
  readonly #until = new Map<string, { readonly userId: string; readonly place: string; at: number }>();

  constructor(guild: Guild) {
    this.#guild = guild;
  }

  start(channel: StoredChannel, userId: string): void {
    const now = this.#guild.clock.now();
    const place = this.#guild.placeOf(channel).id;
    this.#until.set(`${userId} ${channel.id}`, { userId, place, at: now + SHOWN_MS });
    const user = this.#guild.users.get(userId);
    this.#guild.tell({
      name: 'TYPING_START',
      channelId: channel.id,
      tell: () => ({
        t: 'TYPING_START',
        d: {
          channel_id: channel.id,
          guild_id: GUILD.id,
          user_id: userId,
          timestamp: Math.floor(now / 1000),
          ...(user ? { member: showMember(user) } : {}),
        },
      }),
    });
    this.#guild.changed(channel);
  }

  /** What was being written has been sent. */
  stop(channel: StoredChannel, userId: string): void {
    this.#until.delete(`${userId} ${channel.id}`);
  }

  /** Channels, those of threads included, in which somebody is shown as writing now. */
  of(userId: string): string[] {
    const now = this.#guild.clock.now();
    const places = [...this.#until.values()].filter((one) => one.userId === userId && one.at > now);
    return [...new Set(places.map(({ place }) => place))];
  }
}
