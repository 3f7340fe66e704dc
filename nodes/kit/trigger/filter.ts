import type { Core } from '../core.ts';
import type { Connected } from '../system.ts';
import type { Attachment, Author, Message, ParleyEvent, Signal } from '../../../src/index.ts';
import type { ContentKind, TriggerSettings } from './contract.ts';
import { createKinds } from './kinds.ts';

/** Whether something is what the user wants to hear of. */
export type Filter = (happened: ParleyEvent | Signal) => Promise<boolean>;

/** The filter for one call; what it has to ask the service for, it remembers as long. */
export function createFilter({ core, connection }: Connected, settings: TriggerSettings): Filter {
  const { events, conversations, authors, content, conversationKind, ignoreOwn } = settings;
  const kindOf = createKinds({ core, connection });
  const names = new Set(authors.map((name) => name.toLowerCase()));
  const isNamed = ({ id, name }: Author): boolean =>
    names.has(id.toLowerCase()) || names.has(name.toLowerCase());
  const isOfKind = (message: Message): boolean =>
    contentOf(core, message).some((kind) => content.includes(kind));
  return async (happened) => {
    const author = authorOf(happened);
    if (!events.includes(happened.type)) return false;
    if (conversations.length > 0 && !conversations.includes(happened.conversation)) return false;
    if (ignoreOwn && author?.kind === 'self') return false;
    if (names.size > 0 && !(author && isNamed(author))) return false;
    if (content.length > 0 && 'message' in happened && !isOfKind(happened.message)) return false;
    if (conversationKind === 'all') return true;
    // Rather one too many than one that is never told of.
    return ((await kindOf(happened.conversation)) ?? conversationKind) === conversationKind;
  };
}

function authorOf(happened: ParleyEvent | Signal): Author | undefined {
  if ('message' in happened) return happened.message.author;
  return 'author' in happened ? happened.author : undefined;
}

function contentOf({ isEmpty }: Core, { attachments, text }: Message): ContentKind[] {
  const kinds = attachments.map(({ kind }) => contentKindOf(kind));
  return isEmpty(text) ? kinds : ['text', ...kinds];
}

function contentKindOf(kind: Attachment['kind']): ContentKind {
  return kind === 'voice' ? 'audio' : kind;
}
