import type { EmulatedPerson } from '../kit/index.ts';
import type { Ids } from './ids.ts';
import type { Chat, Line } from './model.ts';

/** Key of Parley's account. */
export const KEY = 'sk_live_parley_sandbox';
/** Handle of the line that Parley answers for. */
export const LINE = '+12025550101';
/** A second line of the same account, without the advanced features. */
export const OTHER_LINE = '+12025550102';
export const SANDBOX_LINE = '+12025550100';
/** Name that people see on what Parley's lines write. */
export const OWN_NAME = 'Parley';

/** Ids of people are their handles: a phone number or an Apple ID. */
export const PEOPLE: readonly EmulatedPerson[] = [
  { id: '+12025550142', name: 'Nora Lindqvist' },
  { id: '+447700900461', name: 'Samuel Okafor' },
  { id: 'mei.tanaka@example.com', name: 'Mei Tanaka' },
  { id: '+12025550178', name: 'Diego Álvarez' },
];

export function seedLines(ids: Ids): Line[] {
  const line = (handle: string, label: string | null, more: Partial<Line>): Line => ({
    id: ids.next('ln'),
    handle,
    label,
    service: 'imessage',
    isAdvanced: true,
    isSandbox: false,
    ...more,
  });
  return [
    line(LINE, 'Front desk', {}),
    line(OTHER_LINE, null, { service: 'auto', isAdvanced: false }),
    line(SANDBOX_LINE, 'Sandbox', { isSandbox: true }),
  ];
}

/** A named group, one without a name, a private chat, and one on the other line; all were written to before. */
export function seedChats(ids: Ids, lines: readonly Line[], now: number): Chat[] {
  const [first, second] = lines;
  if (!first || !second) return [];
  const everybody = PEOPLE.map(({ id }) => id);
  const [nora = '', samuel = ''] = everybody;
  const chat = (line: Line, name: string | null, participants: readonly string[]): Chat => ({
    id: ids.next('cht'),
    lineId: line.id,
    identifier: participants.length > 1 ? groupIdentifier(ids) : (participants[0] ?? ''),
    name,
    isGroup: participants.length > 1,
    participants,
    hasReceivedInbound: true,
    lastMessageAt: now,
  });
  return [
    chat(first, 'Book club', everybody),
    chat(first, null, everybody),
    chat(first, null, [nora]),
    chat(second, null, [samuel]),
  ];
}

/** What a group has in the place of a handle. */
export function groupIdentifier(ids: Ids): string {
  return `chat${String(Number.parseInt(ids.next('cht').slice(4, 16), 16))}`;
}
