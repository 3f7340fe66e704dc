import type { EmulatedMessage } from '../../kit/emulator.ts';
import type { Column } from '../contract.ts';
import { chip } from './chip.ts';
import { avatar, element } from './dom.ts';
import { icon } from './icon.ts';
import type { Model } from './model.ts';
import { ask } from './server.ts';

/** Reactions that one click gives. */
const QUICK = ['👍', '🎉', '👀'];

export interface MessageActions {
  reply(message: EmulatedMessage): void;
  edit(message: EmulatedMessage): void;
  /** Who the visitor is in this column. */
  person(): string;
}

/** One message of a column with what became of it. */
export function messageNode(
  column: Column,
  message: EmulatedMessage,
  model: Model,
  actions: MessageActions,
): HTMLElement {
  const from = model.cameFrom(column, message);
  const deliveries = model.deliveriesOf(column, message);
  const time = new Date(message.sentAt).toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const answered =
    message.replyTo === undefined ? undefined : column.messages.find(({ id }) => id === message.replyTo);
  return element(
    'li',
    {
      class: message.own ? 'message copy' : 'message',
      'data-id': message.id,
      'data-account': from?.account,
      'data-group': model.group(column, message),
    },
    avatar(message.authorName),
    element(
      'div',
      { class: 'body' },
      element(
        'p',
        { class: 'meta' },
        element('b', {}, message.authorName),
        model.isOfBot(column, message) && botBadge(model, from === undefined),
        from && element('span', { class: 'via', 'data-account': from.account }, `via ${from.service}`),
        element('time', { datetime: message.sentAt }, time),
        message.edited && element('span', { class: 'edited' }, 'edited'),
      ),
      answered && element('p', { class: 'answered' }, `${answered.authorName}: ${answered.shown}`),
      element('p', { class: 'text', dir: 'auto' }, message.shown),
      ...(message.attachments ?? []).map(({ name }) => element('p', { class: 'file' }, name)),
      reactions(message),
      deliveries.length > 0 &&
        element('div', { class: 'chips' }, ...deliveries.map((delivery) => chip(delivery, model))),
      element('p', { class: 'reason', role: 'status' }),
    ),
    tools(column, message, actions),
  );
}

/** Copies bear its name already. */
function botBadge({ bot }: Model, isNamed: boolean): HTMLElement | false {
  if (!bot) return false;
  const title = `Answers by ${bot.answersBy}`;
  return element('span', { class: 'bot', title }, isNamed ? `${bot.title}, bot` : 'bot');
}

function reactions({ reactions: given = [] }: EmulatedMessage): HTMLElement | false {
  if (given.length === 0) return false;
  const shown = given.map(({ emoji, by }) =>
    element('span', { class: 'reaction' }, emoji, by.length > 1 ? ` ${String(by.length)}` : ''),
  );
  return element('p', { class: 'reactions' }, ...shown);
}

function tools(column: Column, message: EmulatedMessage, actions: MessageActions): HTMLElement {
  const { account, conversation, can } = column;
  const mine = !message.own;
  const own = { account, conversation, id: message.id, as: message.author };
  const button = (label: string, face: string | Node, click: () => void) =>
    element('button', { type: 'button', title: label, 'aria-label': label, on: { click } }, face);
  const react = (emoji: string) =>
    button(`React with ${emoji}`, emoji, () => {
      void ask('react', { ...own, as: actions.person(), emoji, remove: false });
    });
  const buttons = [
    ...(can.react ? QUICK.map(react) : []),
    can.reply &&
      button('Reply', icon('reply'), () => {
        actions.reply(message);
      }),
    mine &&
      can.edit &&
      button('Edit', icon('edit'), () => {
        actions.edit(message);
      }),
    mine &&
      can.delete &&
      button('Delete', icon('delete'), () => {
        void ask('delete', own);
      }),
  ].filter((it) => it !== false);
  return element('div', { class: buttons.length > 0 ? 'tools' : 'tools none' }, ...buttons);
}
