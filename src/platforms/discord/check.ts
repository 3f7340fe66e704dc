import { ServiceError } from '../../host/index.ts';
import type { Finding } from '../contract.ts';
import type { Channels } from './channels.ts';
import { isForum, isThread } from './channels.ts';
import type { DiscordClient } from './client.ts';
import { NEEDED, USEFUL, lacking, permissionsIn } from './permissions.ts';
import type { DiscordSettings } from './settings.ts';

/** "Message Content Intent" in the portal, for bots on many servers and on few. */
const MESSAGE_CONTENT = (1 << 18) | (1 << 19);

/** Calls everything that the account will be used for, without leaving a trace. */
export async function check(
  client: DiscordClient,
  channels: Channels,
  settings: DiscordSettings,
  conversations: readonly string[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const me = await attempt(findings, () => client.me());
  if (!me) return findings;
  await attempt(findings, async () => {
    const { flags } = await client.application();
    if ((flags & MESSAGE_CONTENT) !== 0) return;
    findings.push({
      level: 'problem',
      message: 'The bot may not read what people write.',
      advice: 'Switch on "Message Content Intent" for it in the developer portal, under Bot.',
    });
  });
  for (const conversation of new Set(conversations)) {
    await attempt(findings, async () => {
      channels.forget(conversation);
      await checkChannel(client, channels, settings, conversation, me.id, findings);
    });
  }
  return findings;
}

async function checkChannel(
  client: DiscordClient,
  channels: Channels,
  settings: DiscordSettings,
  id: string,
  bot: string,
  findings: Finding[],
): Promise<void> {
  const channel = await channels.find(id);
  const title = `#${channel.name ?? id} (${id})`;
  const place = isThread(channel) ? await channels.find(channel.parent_id ?? id) : channel;
  const bits = await permissionsIn(client, place, bot);
  if (bits !== undefined) {
    const missing = lacking(bits, NEEDED);
    if (missing.length > 0) {
      findings.push({
        level: 'problem',
        message: `The bot lacks ${missing.join(', ')} in ${title}.`,
        advice: "Give it to the bot's role on the server, or in the settings of the channel.",
      });
      return;
    }
    const missed = lacking(bits, USEFUL).filter(
      (name) => settings.webhooks === 'auto' || name !== 'Manage Webhooks',
    );
    if (missed.length > 0) {
      findings.push({
        level: 'warning',
        message: `The bot lacks ${missed.join(', ')} in ${title}: ${consequenceOf(missed)}.`,
        advice: "Give it to the bot's role on the server, or in the settings of the channel.",
      });
    }
  }
  if (!isForum(channel)) await client.history(id, { limit: 1 });
}

function consequenceOf(missed: readonly string[]): string {
  if (missed.includes('Manage Webhooks'))
    return 'copies are posted by the bot, with the names of their authors before the text';
  return 'threads, reactions or files do not cross';
}

/** Runs one step; what it throws becomes a finding. */
async function attempt<T>(findings: Finding[], step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    findings.push({
      level: 'problem',
      message: `Could not ${error.tried}: ${error.cameBack}.`,
      advice: error.advice,
    });
    return undefined;
  }
}
