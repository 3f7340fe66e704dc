import type { Api } from '../http.ts';
import type { SentAnswer } from '../schema.ts';
import { sentSchema, templatesSchema } from '../schema.ts';
import { destination, digitsOf, spokenChat } from './destination.ts';

/** A message that WhatsApp has approved beforehand, with what to fill into it. */
export interface TemplateToSend {
  readonly template: string;
  /** Of the template, as `en` or `pt_BR`. */
  readonly language: string;
  /** Of the WhatsApp account; only older templates need it. */
  readonly namespace?: string;
  /** Components with their parameters, as WhatsApp's Cloud API takes them. */
  readonly params?: readonly unknown[];
}

/**
 * What 1msg.io has beyond Chat API, because WhatsApp's official API has. Templates and reactions name people by phone
 * number only. Facts from its published SDK of 2026 (github.com/1msg/1msg-sdk).
 */
export function oneMsgCalls(api: Api) {
  const send = (path: string, what: string, to: string, body: Record<string, unknown>): Promise<SentAnswer> =>
    api.call(sentSchema, {
      method: 'POST',
      path,
      body,
      tried: `send ${what} to ${spokenChat(to)}`,
      write: true,
    });

  return {
    /** Also outside the 24 hours in which free text is allowed. */
    sendTemplate: (person: string, { language, ...template }: TemplateToSend) =>
      send('sendTemplate', `the template "${template.template}"`, person, {
        ...template,
        phone: digitsOf(person),
        language: { policy: 'deterministic', code: language },
      }),
    /** @param emoji one; an empty text takes the reaction back, as in WhatsApp's Cloud API */
    sendReaction: (person: string, messageId: string, emoji: string) =>
      send('sendReaction', 'a reaction', person, {
        phone: digitsOf(person),
        body: emoji,
        quotedMsgId: messageId,
      }),
    /** @param link public address of a WebP picture */
    sendSticker: (to: string, link: string, options: { quotedMsgId?: string } = {}) =>
      send('sendSticker', 'a sticker', to, { ...destination(to), link, ...options }),
    templates: () =>
      api.call(templatesSchema, {
        method: 'GET',
        path: 'templates',
        tried: 'list the templates',
        write: false,
      }),
  };
}
