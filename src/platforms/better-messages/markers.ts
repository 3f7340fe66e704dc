import type { Root } from '../../text/index.ts';
import { textTree } from '../../text/index.ts';
import type { BmMessage } from './schema.ts';

/** A row that is only left to say that there was a message. */
const GONE = /^<!-- BM-(?:DELETED-MESSAGE|PRIVACY-REMOVED) -->/;
const VOICE = /^<!-- B(?:PB)?M-VOICE-MESSAGE/;
const VOICE_EXPIRED = '<!-- BM-VOICE-MESSAGE-EXPIRED -->';

export function isGone(message: BmMessage): boolean {
  return GONE.test(message.message);
}

/** What the plugin itself writes into a conversation ("X joined"). */
export function isSystem(message: BmMessage): boolean {
  return message.sender_id === 0;
}

/** Waits for a moderator; only its author and administrators see it. */
export function isPending(message: BmMessage): boolean {
  return message.meta.isPending === true;
}

export function isVoice(message: BmMessage): boolean {
  return VOICE.test(message.message);
}

/** Words for what the plugin shows in place of a text; undefined for what people write. */
export function standInText(message: BmMessage): Root | undefined {
  if (message.message.startsWith(VOICE_EXPIRED)) return textTree('(voice message, no longer kept)');
  return isSystem(message) ? textTree(sentence(message)) : undefined;
}

const SENTENCES: Readonly<Record<string, string>> = {
  user_joined: 'joined the conversation',
  user_left: 'left the conversation',
  subject_changed: 'changed the subject',
  image_changed: 'changed the picture',
  user_promoted: 'became a moderator',
  user_demoted: 'is no moderator any more',
  user_kicked: 'was removed',
  user_muted: 'was muted',
  user_banned: 'was banned',
  call_started: 'started a call',
  history_cleared: 'cleared the history',
};

function sentence({ meta: { systemType = '', systemData } }: BmMessage): string {
  const people = systemData?.users?.map((user) => user.user_name) ?? [systemData?.user_name];
  const names = people.filter((name) => typeof name === 'string' && name !== '').join(', ') || 'Somebody';
  const subject = systemData?.new_subject ?? '';
  return `${names} ${SENTENCES[systemType] ?? systemType}${subject === '' ? '' : ` to "${subject}"`}`;
}
