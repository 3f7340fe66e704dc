import { randomBytes } from 'node:crypto';
import type { EmulatedMessage, Emulator } from '../../kit/index.ts';
import { sha256 } from '../../kit/index.ts';
import { peopleIn } from '../rooms.ts';
import type { ChangeKind, CheckOptions, Expected } from './contract.ts';
import { serviceOf } from '../services.ts';
import { copiesIn } from './watch.ts';

/** A change that people made, and how to see that it came through in one place. */
export interface ExpectedChange {
  readonly from: string;
  readonly to: string;
  readonly kind: ChangeKind;
  holds(): Promise<boolean>;
}

/**
 * People of a service answer, edit, delete and react to what they said before, and attach a file, as far as the
 * service lets them. Elsewhere the same has to happen, or, where the service cannot, a text has to tell of it.
 * @param sent of this service, the first conversation's messages first
 */
export async function change(
  account: string,
  sent: readonly Expected[],
  options: CheckOptions,
): Promise<ExpectedChange[]> {
  const emulator = options.emulators[account];
  const [answered, edited, deleted] = messagesOfFirstRoom(sent);
  if (!emulator || !answered || !edited || !deleted) return [];
  const can = serviceOf(account).peopleCan;
  const tag = randomBytes(4).toString('hex');
  const changes: ExpectedChange[] = [];
  const expect = (
    kind: ChangeKind,
    of: string,
    holds: (copies: readonly EmulatedMessage[], target: Expected) => boolean,
  ) => {
    for (const target of sent.filter(({ messageId }) => messageId === of)) {
      changes.push({
        from: account,
        to: target.target.account,
        kind,
        holds: async () => holds(await copiesIn(options.emulators, target.target), target),
      });
    }
  };
  const { conversation } = answered.source;
  const abilitiesAt = (target: Expected) =>
    options.can(options.emulators[target.target.account]?.platform ?? '');

  if (can.reply) {
    const text = `reply-${tag} Yes, here!`;
    await emulator.say({ conversation, as: answered.author, text, replyTo: answered.messageId });
    expect('reply', answered.messageId, (copies, target) => {
      const copy = copies.find(({ shown }) => shown.includes(target.tag));
      const replies = copies.filter(({ shown }) => shown.endsWith(text));
      return replies.length === 1 && (!abilitiesAt(target).reply || replies[0]?.replyTo === copy?.id);
    });
  }
  if (can.edit) {
    const text = `edit-${tag} On second thought: no.`;
    await emulator.edit({ conversation, id: edited.messageId, as: edited.author, text });
    expect('edit', edited.messageId, (copies, target) => {
      const told = copies.filter(({ shown }) => shown.endsWith(text));
      const kept = copies.some(({ shown }) => shown.includes(target.tag));
      return told.length === 1 && kept !== abilitiesAt(target).edit;
    });
  }
  if (can.delete) {
    await emulator.delete({ conversation, id: deleted.messageId, as: deleted.author });
    expect('delete', deleted.messageId, (copies, target) => {
      const left = copies.filter(({ shown }) => shown.includes(target.tag));
      return abilitiesAt(target).delete ? left.length === 0 : left.length === 2;
    });
  }
  if (can.react) {
    const emoji = REACTION;
    await emulator.react({ conversation, id: answered.messageId, as: otherThan(answered, emulator), emoji });
    expect('reaction', answered.messageId, (copies, target) => {
      const copy = copies.find(({ shown }) => shown.includes(target.tag));
      const isNative = copy?.reactions?.some((reaction) => reaction.emoji === emoji) ?? false;
      const isTold = copies.some(({ shown }) => shown.includes(emoji));
      return abilitiesAt(target).react ? isNative || isTold : isTold;
    });
  }
  if (can.attach) {
    const file = { name: `plan-${tag}.txt`, mimeType: 'text/plain', bytes: randomBytes(2_000) };
    await emulator.say({ conversation, as: answered.author, text: `file-${tag} The plan`, files: [file] });
    expect('file', answered.messageId, (copies, target) => {
      const arrived = copies.flatMap(({ attachments = [] }) => attachments).map((it) => it.sha256);
      const isThere = arrived.filter((digest) => digest === sha256(file.bytes)).length === 1;
      const isTold = copies.some(({ shown }) => shown.includes(file.name));
      const isCaptioned = copies.filter(({ shown }) => shown.includes(`file-${tag}`)).length === 1;
      return isCaptioned && (abilitiesAt(target).attach ? isThere : isTold);
    });
  }
  return changes;
}

/** Everybody has it, and it stands in nothing that is said. */
const REACTION = '👍';

/** Some services let nobody react to an own message. */
function otherThan({ author, source }: Expected, emulator: Emulator): string {
  return peopleIn(emulator, source.conversation).find(({ id }) => id !== author)?.id ?? author;
}

function messagesOfFirstRoom(sent: readonly Expected[]): readonly Expected[] {
  const conversation = sent[0]?.source.conversation;
  const first = new Map<string, Expected>();
  for (const message of sent) {
    if (message.source.conversation === conversation && !first.has(message.messageId))
      first.set(message.messageId, message);
  }
  return [...first.values()];
}
