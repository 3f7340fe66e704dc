import type { Guild } from './guild.ts';
import { nameOf } from './model.ts';

/**
 * What Discord's own client sends for a text that a person typed: names that were picked from its lists become
 * references. Everything else goes out as typed, so that a star that was typed formats.
 */
export function compose(guild: Guild, typed: string, mentions: readonly string[]): string {
  let content = typed;
  for (const id of mentions) {
    const user = guild.users.get(id);
    if (!user) continue;
    const names = [nameOf(user), user.globalName, user.username];
    const name = names.find((one) => one !== undefined && content.includes(`@${one}`));
    if (name !== undefined) content = content.replaceAll(`@${name}`, `<@${id}>`);
  }
  const channels = [...guild.channels.values()].filter(({ thread }) => !thread);
  return content.replace(/(?<![\w&/])#([a-z0-9-]+)/g, (whole, name: string) => {
    const channel = channels.find((one) => one.name === name);
    return channel ? `<#${channel.id}>` : whole;
  });
}
