/** What an attachment is to a person. `voice` is a recorded voice note, `audio` any other sound. */
export type AttachmentKind = 'image' | 'audio' | 'voice' | 'video' | 'document' | 'contact' | 'location';

/**
 * A file of a message, described but not downloaded: plain data that survives a restart.
 * The bytes come from `Connection.download`.
 */
export interface Attachment {
  readonly kind: AttachmentKind;
  /** File name; made up from the kind where the platform has none. */
  readonly name: string;
  /** MIME type; `application/octet-stream` where unknown. */
  readonly mimeType: string;
  /** Bytes, where known before the download. */
  readonly size?: number;
  /** Where the platform serves it; may need the account's credentials and may expire. */
  readonly url?: string;
  /** For `location` and `contact`: the content itself ("48.85,2.29", a vCard). */
  readonly content?: string;
}

/** A file with its bytes, ready to be sent. */
export interface OutgoingFile {
  readonly name: string;
  readonly mimeType: string;
  readonly kind: AttachmentKind;
  readonly bytes: Uint8Array;
}
