import type { EmulatedMessage } from '../../kit/emulator.ts';
import type { Column } from '../contract.ts';
import { element } from './dom.ts';
import { filePicker } from './file-picker.ts';
import { icon } from './icon.ts';
import { ask } from './server.ts';

/** Where a visitor picks who to be and types. */
export interface Composer {
  readonly node: HTMLElement;
  person(): string;
  /** The next text answers this message. */
  reply(message: EmulatedMessage): void;
  /** The next text replaces that of this message. */
  edit(message: EmulatedMessage): void;
}

type Mode = { readonly kind: 'say' } | { readonly kind: 'reply' | 'edit'; readonly message: EmulatedMessage };

/** Enter sends, Shift+Enter breaks the line, Escape gives up an answer or an edit. */
export function composer(column: Column): Composer {
  const { account, conversation, name, service } = column;
  let mode: Mode = { kind: 'say' };
  const place = `${name} on ${service}`;
  const who = element(
    'select',
    { class: 'who', 'aria-label': `Who you are in ${place}` },
    ...column.people.map((person) => element('option', { value: person.id }, person.name)),
  );
  const text = element('textarea', {
    rows: '1',
    'aria-label': `Message to ${place}`,
    placeholder: 'Message',
    enterkeyhint: 'send',
  });
  const files = filePicker(place);
  const about = element('p', { class: 'about', role: 'status' });
  const button = element(
    'button',
    { class: 'send', 'aria-label': `Send to ${place}`, title: 'Send (Enter)' },
    icon('send'),
  );

  function begin(next: Mode): void {
    mode = next;
    about.textContent =
      next.kind === 'say' ? '' : `${next.kind === 'reply' ? 'Reply to' : 'Edit'}: ${next.message.shown}`;
    if (next.kind === 'edit') text.value = next.message.shown;
    if (next.kind !== 'say') text.focus();
    grow();
  }

  function grow(): void {
    text.style.height = 'auto';
    text.style.height = `${String(Math.min(text.scrollHeight, 140))}px`;
  }

  async function submit(): Promise<void> {
    const said = text.value;
    const attached = await files.take();
    if (said.trim() === '' && attached.length === 0) return;
    const current = mode;
    text.value = '';
    begin({ kind: 'say' });
    const base = { account, conversation, text: said };
    const done =
      current.kind === 'edit'
        ? await ask('edit', { ...base, id: current.message.id, as: current.message.author })
        : await ask('say', {
            ...base,
            as: who.value,
            ...(current.kind === 'reply' ? { replyTo: current.message.id } : {}),
            files: attached,
          });
    if (!done && text.value === '') text.value = said;
  }

  text.addEventListener('input', grow);
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      text.value = '';
      begin({ kind: 'say' });
    }
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  const node = element(
    'form',
    { class: 'composer' },
    about,
    who,
    element('div', { class: 'line' }, text, column.can.attach && files.node, button),
  );
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  return {
    node,
    person: () => who.value,
    reply: (message) => {
      begin({ kind: 'reply', message });
    },
    edit: (message) => {
      begin({ kind: 'edit', message });
    },
  };
}
