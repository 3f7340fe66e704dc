import { ServiceError } from '../../host/index.ts';
import type { Finding } from '../contract.ts';
import type { MessagesDevClient } from './client.ts';
import { hasCode } from './errors.ts';
import { findLine, findSandbox } from './identity.ts';
import { createKnown, isGroup } from './known.ts';
import type { WireChat, WireSandbox } from './schema.ts';

/** Everything that would keep the account from working, in words. Throws nothing. */
export async function check(client: MessagesDevClient, conversations: readonly string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    findings.push(...(await lineFindings(client)));
    // Without its line every further call says the same once more.
    if (findings.some(({ level }) => level === 'problem')) return findings;
    findings.push(...(await scopeFindings(client)));
    findings.push(...(await conversationFindings(client, conversations)));
  } catch (error) {
    findings.push(findingOf(error));
  }
  return findings;
}

/** @throws what is no error of the service */
function findingOf(error: unknown): Finding {
  if (!(error instanceof ServiceError)) throw error;
  return {
    level: 'problem',
    message: `Could not ${error.tried}: ${error.cameBack}.`,
    advice: error.advice,
  };
}

async function lineFindings(client: MessagesDevClient): Promise<Finding[]> {
  try {
    const line = await findLine(client);
    const sandbox = await findSandbox(client);
    if (sandbox) return sandboxFindings(sandbox);
    if (!line) {
      const message = `The key has no line ${client.line}.`;
      return [
        { level: 'problem', message, advice: 'Set line to a handle from the dashboard of messages.dev.' },
      ];
    }
    if (line.is_active !== false) return [];
    const message = `The line ${client.line} is switched off.`;
    return [{ level: 'problem', message, advice: 'Switch it on in the dashboard of messages.dev.' }];
  } catch (error) {
    if (!hasCode(error, 'insufficient_scope')) throw error;
    return [{ ...findingOf(error), level: 'warning' }];
  }
}

function sandboxFindings({ status, usage, contact_identifier: phone }: WireSandbox): Finding[] {
  if (status !== 'active') {
    return [
      {
        level: 'problem',
        message: `The sandbox is not active (${status}).`,
        advice: 'Pair your own phone with it: text the activation code to the line of the sandbox.',
      },
    ];
  }
  const findings: Finding[] = [
    {
      level: 'warning',
      message: `The line is the sandbox: it writes only to ${phone ?? 'the phone paired with it'}, 50 messages a day.`,
      advice: 'Get a line of your own for anything but trying out.',
    },
  ];
  if (typeof usage?.remaining === 'number' && usage.remaining <= 0) {
    findings.push({
      level: 'problem',
      message: 'The sandbox has sent all its messages of the day.',
      advice: 'It begins anew at midnight UTC.',
    });
  }
  return findings;
}

/**
 * What the key may not do but needs. Each call asks for something that cannot be there, so that it is refused for that
 * reason by a key that may, and for its scope by one that may not.
 */
async function scopeFindings(client: MessagesDevClient): Promise<Finding[]> {
  const needed: readonly (readonly [level: Finding['level'], call: () => Promise<unknown>])[] = [
    ['problem', () => client.trySending()],
    ['problem', () => client.outbox('obx_none')],
    ['warning', () => client.webhooks()],
  ];
  const findings: Finding[] = [];
  for (const [level, call] of needed) {
    try {
      await call();
    } catch (error) {
      if (hasCode(error, 'insufficient_scope')) findings.push({ ...findingOf(error), level });
      else if (!(error instanceof ServiceError) || error.kind === 'auth') throw error;
    }
  }
  return findings;
}

async function conversationFindings(
  client: MessagesDevClient,
  conversations: readonly string[],
): Promise<Finding[]> {
  const known = createKnown();
  known.learnChats(await client.allChats());
  const findings: Finding[] = [];
  const asked = new Map<string, string>();
  for (const conversation of conversations) {
    const chat = known.chatOf(conversation);
    const before = chat && asked.get(chat.id);
    if (!chat) findings.push(notThere(conversation, client.line));
    else if (before !== undefined) findings.push(sameChat(before, conversation));
    else if (hasNeverWritten(chat)) findings.push(coldContact(conversation, chat, client.line));
    if (chat) asked.set(chat.id, conversation);
  }
  return findings;
}

function notThere(conversation: string, line: string): Finding {
  if (!conversation.startsWith('cht_')) {
    return {
      level: 'warning',
      message: `There is no chat with ${conversation} yet.`,
      advice: `iMessage lets you write only to people who have written first: ask ${conversation} to send a message to ${line}.`,
    };
  }
  return {
    level: 'problem',
    message: `The line ${line} has no chat ${conversation}.`,
    advice: 'Take the id from the list of conversations; one person can also be named by their number.',
  };
}

function sameChat(before: string, conversation: string): Finding {
  return {
    level: 'problem',
    message: `"${before}" and "${conversation}" are the same chat.`,
    advice: 'Use one of them everywhere: what happens there is told under one name only.',
  };
}

function hasNeverWritten(chat: WireChat): boolean {
  return chat.has_received_inbound === false;
}

function coldContact(conversation: string, chat: WireChat, line: string): Finding {
  const who = isGroup(chat) ? 'somebody in the chat' : (chat.identifier ?? conversation);
  return {
    level: 'warning',
    message: `Nobody has written to the line in ${conversation} yet, so it cannot be written to.`,
    advice: `Ask ${who} to send a message to ${line} first.`,
  };
}
