import type { Column } from '../contract.ts';
import { FAULTS } from '../contract.ts';
import type { Composer } from './composer.ts';
import { composer } from './composer.ts';
import { element } from './dom.ts';
import { icon } from './icon.ts';
import { messageNode } from './message.ts';
import type { Model } from './model.ts';
import { announce, ask } from './server.ts';

/** A conversation on the page. */
export interface ColumnView {
  readonly node: HTMLElement;
  /** Draws again what has changed. */
  update(column: Column): void;
}

/** Closer to the end than this, the newest message is kept in view. */
const NEAR_END_PX = 60;

export function columnView(first: Column, model: Model): ColumnView {
  const writing = composer(first);
  const list = element('ol', {
    class: 'messages',
    tabindex: '0',
    'aria-label': `Messages in ${first.name}`,
    role: 'log',
  });
  const drawn = new Map<string, { node: HTMLElement; as: string }>();
  const heading = `${first.account}-${first.conversation}`.replaceAll(/[^\w-]/g, '-');
  const node = element(
    'section',
    { class: 'column', 'data-account': first.account, 'aria-labelledby': heading },
    element(
      'header',
      {},
      element('i', { class: 'dot', 'data-account': first.account, 'aria-hidden': 'true' }),
      element(
        'h3',
        { id: heading },
        element('span', { class: 'service' }, first.service),
        element('span', {}, first.name),
      ),
      faultMenu(first),
    ),
    list,
    botHint(first, model, writing),
    writing.node,
  );

  function update(column: Column): void {
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;
    const present = new Set(column.messages.map(({ id }) => id));
    for (const [id, { node: old }] of drawn) {
      if (present.has(id)) continue;
      old.remove();
      drawn.delete(id);
    }
    let before: Element | undefined;
    for (const message of column.messages) {
      // Drawn again only when something on it is different, so that what is hovered or focused stays.
      const as = JSON.stringify([
        message,
        model.deliveriesOf(column, message),
        model.group(column, message),
        model.isOfBot(column, message),
      ]);
      const old = drawn.get(message.id);
      if (!old || old.as !== as) {
        const fresh = messageNode(column, message, model, writing);
        if (old) old.node.replaceWith(fresh);
        else if (before) before.after(fresh);
        else list.prepend(fresh);
        if (!old) fresh.classList.add('new');
        drawn.set(message.id, { node: fresh, as });
      }
      before = drawn.get(message.id)?.node;
    }
    if (atEnd) list.scrollTop = list.scrollHeight;
  }

  return { node, update };
}

/** Who listens in this column, how to talk to it, and who answers; its button asks something. */
function botHint(column: Column, { bot }: Model, { person }: Composer): HTMLElement | false {
  if (bot?.account !== column.account || bot.conversation !== column.conversation) return false;
  const { account, conversation, title, sample: text } = bot;
  const button = element('button', { type: 'button', id: 'ask-bot' }, `“${text}”`);
  button.addEventListener('click', () => {
    void ask('say', { account, conversation, as: person(), text });
  });
  return element(
    'p',
    { class: 'hint' },
    element('b', {}, title),
    ', a bot, listens here. Begin with its name: ',
    button,
    ` Its answers come from ${bot.answersBy}.`,
  );
}

/** The buttons that make the service behind a column misbehave. */
function faultMenu({ account, service }: Column): HTMLElement {
  const menu = element('details', { class: 'faults' });
  const buttons = Object.entries(FAULTS).map(([fault, label]) =>
    element(
      'button',
      {
        type: 'button',
        'data-fault': fault,
        on: {
          click: () => {
            menu.open = false;
            void ask('fault', { account, fault }).then((done) => {
              if (done) announce(`${service}: ${label.toLowerCase()}`);
            });
          },
        },
      },
      label,
    ),
  );
  menu.append(
    element(
      'summary',
      { title: 'Make this service misbehave', 'aria-label': `Make ${service} misbehave` },
      icon('fault'),
    ),
    element('div', { class: 'menu' }, element('p', {}, `Make ${service} misbehave`), ...buttons),
  );
  menu.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node) || !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') menu.open = false;
  });
  return menu;
}
