import { ServiceError } from '../../host/index.ts';
import type { Finding } from '../contract.ts';
import type { ChatApiClient } from './client.ts';

const STATES: Readonly<Record<string, { message: string; advice: string }>> = {
  'got qr code': {
    message: 'No phone is linked to the instance: it shows a QR code.',
    advice:
      'Scan the QR code with WhatsApp (Linked devices). Until then messages wait in the queue and none come in.',
  },
  init: {
    message: 'The instance is starting.',
    advice: 'Wait a minute and check again.',
  },
  loading: {
    message: 'The instance is still loading.',
    advice: 'Wait a minute and check again; open WhatsApp on the phone meanwhile.',
  },
  not_paid: {
    message: 'The instance is not paid for.',
    advice: 'Pay for it at its provider.',
  },
};

const REASONS: Readonly<Record<string, { message: string; advice: string }>> = {
  conflict: {
    message: 'WhatsApp Web is open somewhere else, and that session took over.',
    advice: 'Close it there, or call takeover.',
  },
  offline: { message: 'The phone is offline.', advice: 'Connect the phone to the internet.' },
  phone: { message: 'The phone cannot be reached.', advice: 'Open WhatsApp on the phone.' },
  proxyblock: {
    message: 'A proxy blocks the instance.',
    advice: 'Change or remove the proxy in the settings.',
  },
  expired: { message: 'The QR code has expired.', advice: 'Call expiry for a new one.' },
  battery_low_1: { message: 'The battery of the phone is low.', advice: 'Charge the phone.' },
  battery_low_2: { message: 'The battery of the phone is nearly empty.', advice: 'Charge the phone.' },
};

/** Everything that would keep the account from working, in words. Throws nothing. */
export async function check(client: ChatApiClient, conversations: readonly string[]): Promise<Finding[]> {
  try {
    const findings = await instanceFindings(client);
    return [...findings, ...(await conversationFindings(client, conversations))];
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const message = `Could not ${error.tried}: ${error.cameBack}.`;
    return [{ level: 'problem', message, advice: error.advice }];
  }
}

async function instanceFindings(client: ChatApiClient): Promise<Finding[]> {
  const { accountStatus, statusData } = await client.status({ full: true, noWakeup: true });
  const state = STATES[accountStatus ?? ''];
  const findings: Finding[] = [];
  if (state) findings.push({ level: 'problem', ...state });
  else if (client.dialect.pairing && accountStatus !== 'authenticated') {
    findings.push({
      level: 'problem',
      message: `The instance is in the state "${accountStatus ?? 'none'}", not "authenticated".`,
      advice: 'Look at the instance in the pages of its provider.',
    });
  }
  for (const word of new Set([statusData?.reason, statusData?.substatus])) {
    const reason = REASONS[word ?? ''];
    if (reason) findings.push({ level: state ? 'problem' : 'warning', ...reason });
  }
  return findings;
}

async function conversationFindings(
  client: ChatApiClient,
  conversations: readonly string[],
): Promise<Finding[]> {
  if (!client.dialect.dialogs) return [];
  const findings: Finding[] = [];
  const wellFormed: string[] = [];
  for (const id of conversations) {
    if (/^\d+(?:-\d+)?@[a-z.]+$/.test(id)) wellFormed.push(id);
    else {
      findings.push({
        level: 'problem',
        message: `"${id}" is no chat id.`,
        advice: 'Chat ids end in @c.us (one person) or @g.us (a group): 17472822486@c.us.',
      });
    }
  }
  if (wellFormed.length === 0) return findings;
  const known = new Set(((await client.dialogs({ limit: 0 })).dialogs ?? []).map((chat) => chat.id));
  for (const id of wellFormed.filter((each) => !known.has(each))) {
    findings.push(
      id.endsWith('@g.us')
        ? {
            level: 'problem',
            message: `The phone is in no group ${id}.`,
            advice: 'Add the number of the phone to the group.',
          }
        : {
            level: 'warning',
            message: `There is no chat with ${id} yet.`,
            advice: 'The first message will open it.',
          },
    );
  }
  return findings;
}
