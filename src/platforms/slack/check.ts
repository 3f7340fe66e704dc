import { ServiceError } from '../../host/index.ts';
import type { Finding } from '../contract.ts';
import type { SlackClient } from './client.ts';
import type { SlackSettings } from './settings.ts';

/** What the bot cannot do its work without, and what only some of it needs. */
const NEEDED = ['chat:write', 'chat:write.customize', 'channels:history', 'channels:read', 'users:read'];
const USEFUL = ['reactions:read', 'reactions:write', 'files:read', 'files:write'];

/** Calls everything that the account will be used for, without leaving a trace. */
export async function check(
  client: SlackClient,
  settings: SlackSettings,
  conversations: readonly string[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const name = await attempt(findings, () => checkBot(client, findings));
  if (settings.appToken !== undefined) {
    const { appToken } = settings;
    await attempt(findings, () => client.openConnection(appToken), 'appToken is not accepted');
  }
  if (name === undefined) return findings;
  for (const conversation of new Set(conversations)) {
    await attempt(findings, () => checkChannel(client, conversation, name, findings));
  }
  return findings;
}

async function checkBot(client: SlackClient, findings: Finding[]): Promise<string> {
  const { user, response_metadata } = await client.authTest();
  const scopes = response_metadata?.scopes;
  if (!scopes) return user;
  const lacks = (wanted: readonly string[]): string =>
    wanted.filter((scope) => !scopes.includes(scope)).join(', ');
  const install = 'Add them to the bot under OAuth & Permissions and install the app again.';
  const missing = lacks(NEEDED);
  if (missing !== '')
    findings.push({ level: 'problem', message: `The bot lacks the scopes ${missing}.`, advice: install });
  const missed = lacks(USEFUL);
  if (missed !== '') {
    findings.push({
      level: 'warning',
      message: `The bot lacks the scopes ${missed}: reactions or files do not cross.`,
      advice: install,
    });
  }
  return user;
}

async function checkChannel(
  client: SlackClient,
  id: string,
  name: string,
  findings: Finding[],
): Promise<void> {
  const { channel } = await client.channelInfo(id);
  const title = channel.name === undefined ? id : `#${channel.name} (${id})`;
  if (channel.is_archived === true) {
    findings.push({
      level: 'problem',
      message: `${title} is archived.`,
      advice: 'Unarchive it or take it out of the routes.',
    });
    return;
  }
  if (channel.is_member === false) {
    findings.push({
      level: 'problem',
      message: `The bot is not in ${title}.`,
      advice: `Write /invite @${name} in the channel.`,
    });
    return;
  }
  await client.history({ channel: id, limit: 1 });
}

/** Runs one step; what it throws becomes a finding. */
async function attempt<T>(
  findings: Finding[],
  step: () => Promise<T>,
  what?: string,
): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const message = `Could not ${error.tried}: ${error.cameBack}.`;
    findings.push({
      level: 'problem',
      message: what === undefined ? message : `${what}: ${error.cameBack}.`,
      advice: error.advice,
    });
    return undefined;
  }
}
