/** The options of the plugin that the emulator knows, in the plugin's words. All may change while the site runs. */
export interface SiteSettings {
  allowEditMessages: boolean;
  /** Minutes after which a message can no longer be edited; 0 for never. */
  editMessageTimeLimit: number;
  allowDeleteMessages: boolean;
  /** `delete` removes the row, `replace` leaves a marker in its place. */
  deleteMethod: 'delete' | 'replace';
  attachmentsEnable: boolean;
  attachmentsUploadMethod: 'post' | 'tus';
  /** Files are served by the REST API to those who may see them, not at a public address. */
  attachmentsProxy: boolean;
  /** File name extensions that may be uploaded. */
  attachmentsFormats: readonly string[];
  /** Bytes, PHP's own limit. */
  attachmentsMaxSize: number;
  guestChat: boolean;
  allowUsersBlock: boolean;
  enableForwardMessages: boolean;
  pinnedMessages: boolean;
  enableSystemMessages: boolean;
  allowGroupLeave: boolean;
  enableReactions: boolean;
  /** Hexadecimal code points of the emoji one may react with. */
  reactionsEmojies: readonly string[];
  allowMuteThread: boolean;
  pinnedThreads: boolean;
  restrictThreadsDeleting: boolean;
  privateThreadInvite: boolean;
  singleThreadMode: boolean;
  disableGroupThreads: boolean;
  /** Characters; 0 for no limit. */
  maximumMessageLength: number;
  badWordsList: readonly string[];
  /** Answers that a role may send in an hour. */
  rateLimitReply: Readonly<Record<string, number>>;
  /** Seconds between two new conversations of a user; 0 for none. */
  rateLimitNewThread: number;
  /** Roles that may not answer. */
  restrictReplies: readonly string[];
  /** Roles that may not start conversations. */
  restrictNewThreads: readonly string[];
  /** Messages wait for an administrator's approval. */
  messagesPremoderation: boolean;
  gifs: boolean;
  stickers: boolean;
}

/** The options of a site on which the plugin was just installed. */
export const FRESH_INSTALL: Readonly<SiteSettings> = {
  allowEditMessages: false,
  editMessageTimeLimit: 15,
  allowDeleteMessages: false,
  deleteMethod: 'delete',
  attachmentsEnable: false,
  attachmentsUploadMethod: 'post',
  attachmentsProxy: false,
  attachmentsFormats: (
    'jpg jpeg jpe png gif webp avif heic mp3 m4a ogg wav flac mp4 mov webm pdf doc docx xls xlsx ppt pptx odt txt rtf ' +
    'csv zip'
  ).split(' '),
  attachmentsMaxSize: 8 * 1024 * 1024,
  guestChat: false,
  allowUsersBlock: false,
  enableForwardMessages: false,
  pinnedMessages: false,
  enableSystemMessages: false,
  allowGroupLeave: false,
  enableReactions: true,
  reactionsEmojies: ['1f914', '2b50', '1f632', '1f60d', '1f44c', '1f44d'],
  allowMuteThread: true,
  pinnedThreads: true,
  restrictThreadsDeleting: false,
  privateThreadInvite: false,
  singleThreadMode: false,
  disableGroupThreads: false,
  maximumMessageLength: 0,
  badWordsList: [],
  rateLimitReply: {},
  rateLimitNewThread: 0,
  restrictReplies: [],
  restrictNewThreads: [],
  messagesPremoderation: false,
  gifs: false,
  stickers: false,
};

/** What an administrator switches on for Parley: editing and deleting without a time limit, and uploads. */
export const FOR_PARLEY: Partial<SiteSettings> = {
  allowEditMessages: true,
  editMessageTimeLimit: 0,
  allowDeleteMessages: true,
  attachmentsEnable: true,
  guestChat: true,
};
