import { createHash } from 'node:crypto';

/** A file of a message; the bytes are kept apart, for 30 days. */
export interface FileInfo {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  readonly size: number;
  readonly sha256: string;
}

/** The code at the end of a group's invitation link. */
export function invitationCode(groupId: string): string {
  return createHash('sha256').update(groupId).digest('base64url').slice(0, 22);
}

/** What a message consists of before it has a number and a time. */
export interface Draft {
  readonly id: string;
  readonly chatId: string;
  readonly author: string;
  readonly fromMe: boolean;
  readonly type: string;
  /** Text; for media empty, because the link is made when somebody asks. */
  readonly body: string;
  readonly caption?: string;
  readonly file?: FileInfo;
  readonly quotedMsgId?: string;
  readonly isForwarded?: number;
  /** Ids of the people whom the text names as `@<digits>`. */
  readonly mentions?: readonly string[];
}

export interface StoredMessage extends Draft {
  /** Unix seconds. */
  readonly time: number;
  readonly messageNumber: number;
}

export interface Chat {
  readonly id: string;
  name: string;
  image: string;
  /** Unix seconds. */
  lastTime: number;
  /** Unix seconds at which somebody else last wrote; opens the 24-hour window of the official API. */
  lastInbound: number;
  /** Ids of the people; only groups have any. */
  readonly participants: Set<string>;
  readonly admins: Set<string>;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** A refusal in the service's own way: HTTP 200 with a flag that is off. */
export class Refused extends Error {}
