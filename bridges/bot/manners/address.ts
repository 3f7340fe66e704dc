import type { Identity, Message } from '../../../src/model/index.ts';
import type { Mention, Root } from '../../../src/text/index.ts';
import { beginsWithName, fold, isCalled } from './names.ts';

/** How a bot is meant: by a mention of the platform, by an answer to what it said, or by its name. */
export type Address = 'mention' | 'reply' | 'name';

/** Who the bot is to the people of a place. */
export interface Called {
  readonly self: Identity;
  readonly title: string;
}

/** By which names a bot is called, folded; the title of its own and what its account is called. */
export function namesOf({ self, title }: Called): string[] {
  return [...new Set([title, self.name].map((name) => fold(name).trim()))].filter((name) => name !== '');
}

/**
 * Whether a message is meant for the bot. What is quoted, code, or part of an address means nobody, and a name in the
 * middle of a sentence is talk about the bot, not to it.
 */
export function addressOf(
  message: Message,
  called: Called,
  isOurs: (messageId: string) => boolean,
): Address | undefined {
  const names = namesOf(called);
  const said = spoken(message.text);
  if (said.mentions.some((mention) => isMentionOf(mention, called.self, names))) return 'mention';
  const { replyTo, thread } = message;
  if (replyTo !== undefined && isOurs(replyTo)) return 'reply';
  if (thread !== undefined && isOurs(thread)) return 'reply';
  const words = fold(said.text).trim();
  return beginsWithName(words, names) || isCalled(words, names) ? 'name' : undefined;
}

/** Whether a mention means the bot: by its id, or by its name where the platform tells no id. */
export function isMentionOf(mention: Mention, self: Identity, names: readonly string[]): boolean {
  return mention.id === undefined ? names.includes(fold(mention.name).trim()) : mention.id === self.id;
}

type Content = Root['children'][number];

/** Stands for what is no word, so that words around it do not become one. */
const GAP = '\ufffc';

/** What somebody says in words of their own. */
function spoken({ children }: Root): { text: string; mentions: Mention[] } {
  const mentions: Mention[] = [];
  const words = (nodes: readonly Content[]): string => nodes.map(word).join('');
  const word = (node: Content): string => {
    switch (node.type) {
      case 'text':
        return node.value;
      case 'break':
        return '\n';
      case 'mention':
        mentions.push(node);
        return GAP;
      case 'strong':
      case 'emphasis':
      case 'delete':
      case 'underline':
      case 'spoiler':
        return words(node.children);
      case 'paragraph':
      case 'heading':
        return `${words(node.children)}\n`;
      case 'list':
      case 'listItem':
        return words(node.children);
      default:
        return GAP;
    }
  };
  return { text: words(children), mentions };
}
