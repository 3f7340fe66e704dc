import type { Data, Parent, PhrasingContent, Root as MdastRoot } from 'mdast';

/**
 * A person named in a text. On a parsed text `id` is the person's id where the text comes from; on a text to be sent,
 * one where it goes to, and only there does it notify anybody. Whoever carries a text over puts the one in the place
 * of the other, or leaves the id out: then it is written as `@name` and notifies nobody.
 */
export interface Mention {
  type: 'mention';
  id?: string;
  /** Name as shown, without the @. */
  name: string;
  data?: Data;
}

/** A channel named in a text ("#general"). The `id` follows the same rule as that of a mention. */
export interface ChannelRef {
  type: 'channelRef';
  id?: string;
  /** Name as shown, without the #. */
  name: string;
  data?: Data;
}

/** Text hidden until clicked. */
export interface Spoiler extends Parent {
  type: 'spoiler';
  children: PhrasingContent[];
}

/** Underlined text. */
export interface Underline extends Parent {
  type: 'underline';
  children: PhrasingContent[];
}

/** An emoji that exists only on its platform; shown elsewhere as `:name:`. */
export interface CustomEmoji {
  type: 'customEmoji';
  id?: string;
  name: string;
  data?: Data;
}

/** A moment, shown in the reader's own time zone where the platform can. */
export interface Timestamp {
  type: 'timestamp';
  /** Unix seconds. */
  seconds: number;
  /** Text for platforms that cannot show moments. */
  fallback: string;
  data?: Data;
}

declare module 'mdast' {
  interface PhrasingContentMap {
    mention: Mention;
    channelRef: ChannelRef;
    spoiler: Spoiler;
    underline: Underline;
    customEmoji: CustomEmoji;
    timestamp: Timestamp;
  }
  interface RootContentMap {
    mention: Mention;
    channelRef: ChannelRef;
    spoiler: Spoiler;
    underline: Underline;
    customEmoji: CustomEmoji;
    timestamp: Timestamp;
  }
}

/**
 * The text of a message, whatever its platform: an mdast tree with our own nodes. Plain JSON, so it can be stored.
 * A message without text has no children.
 */
export type Root = MdastRoot;

/** How one platform writes text. Both directions are pure. */
export interface Dialect {
  readonly name: 'wordpress' | 'better-messages' | 'mrkdwn' | 'discord' | 'whatsapp' | 'plain' | 'markdown';
  /** Reads a text as the service stores it. Never throws: what it does not know stays literal text. */
  parse(source: string): Root;
  /** Writes a text as the service wants it. Nothing in a text node becomes markup, a mention or HTML. */
  serialize(tree: Root): string;
}
