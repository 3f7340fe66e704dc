/** The six tapbacks that the API knows, with the emoji people see. */
export const TAPBACKS = {
  love: '❤️',
  like: '👍',
  dislike: '👎',
  laugh: '😂',
  emphasize: '‼️',
  question: '❓',
} as const;
export type Tapback = keyof typeof TAPBACKS;

/** A phone number or Apple ID that the service answers for. */
export interface Line {
  readonly id: string;
  readonly handle: string;
  readonly label: string | null;
  readonly service: 'imessage' | 'sms' | 'auto';
  /** Whether it can send native voice balloons. */
  readonly isAdvanced: boolean;
  /** The one line that the vendor owns and everybody shares. */
  readonly isSandbox: boolean;
}

export interface Chat {
  readonly id: string;
  readonly lineId: string;
  /** Handle of the other side; a group has an opaque one. */
  readonly identifier: string;
  readonly name: string | null;
  readonly isGroup: boolean;
  /** Handles of the people, without the line. */
  readonly participants: readonly string[];
  hasReceivedInbound: boolean;
  /** Unix milliseconds, as everywhere here. */
  lastMessageAt: number | null;
}

export interface KeptFile {
  readonly id: string;
  readonly name: string | null;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
  /** `sha256` of the bytes, lower-case hex. */
  readonly sha256: string;
}

export interface StoredMessage {
  readonly id: string;
  /** Breaks ties of `sentAt`: the order in which the service came to know the messages. */
  readonly sequence: number;
  readonly lineId: string;
  readonly chatId: string;
  readonly guid: string;
  /** Handle of a person, or of the line. */
  readonly sender: string;
  readonly text: string | null;
  readonly files: readonly KeptFile[];
  readonly isFromMe: boolean;
  readonly isAudio: boolean;
  /** What was said in a voice memo; null until the service has listened to it. */
  transcription: string | null;
  readonly sentAt: number;
  readonly syncedAt: number;
  readonly outboxId: string | null;
  readonly replyToGuid: string | null;
}

/** A message before it has an id and a time. */
export type MessageDraft = Pick<
  StoredMessage,
  'sender' | 'text' | 'files' | 'isFromMe' | 'isAudio' | 'outboxId' | 'replyToGuid'
>;

/** One row of history: a tapback was put on a message, or taken off. */
export interface ReactionRow {
  readonly id: string;
  readonly messageId: string;
  readonly chatId: string;
  readonly type: Tapback;
  readonly sender: string;
  readonly isFromMe: boolean;
  readonly added: boolean;
  readonly sentAt: number;
}
