import type { DeliveryView } from '../contract.ts';
import { element } from './dom.ts';
import type { IconName } from './icon.ts';
import { icon } from './icon.ts';
import type { Model } from './model.ts';

/** How one delivery stands: where to, what became of it, how long it took. A reason unfolds when asked for. */
export function chip(delivery: DeliveryView, model: Model): HTMLElement {
  const to = model.column(delivery.to);
  const service = to?.service ?? delivery.to.account;
  const { mark, label } = wordsFor(delivery);
  const trouble = delivery.state === 'done' ? undefined : delivery.reason;
  const content = [
    element('i', { class: 'dot', 'data-account': delivery.to.account, 'aria-hidden': 'true' }),
    element('span', { class: 'visually-hidden' }, `${service}: `),
    icon(mark),
    element('span', { class: 'label' }, label),
  ];
  const attributes = { class: `chip ${classOf(delivery)}`, title: `${service}: ${trouble ?? label}` };
  if (trouble === undefined) return element('span', attributes, ...content);
  const button = element('button', { ...attributes, type: 'button', 'aria-expanded': 'false' }, ...content);
  button.addEventListener('click', () => {
    const open = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(open));
    const shown = button.closest('.message')?.querySelector('.reason');
    shown?.replaceChildren(open ? `${service}: ${trouble}` : '');
  });
  return button;
}

function wordsFor({ state, attempts, reason, tookMs }: DeliveryView): { mark: IconName; label: string } {
  switch (state) {
    case 'done':
      return { mark: 'done', label: tookMs === undefined ? 'delivered' : duration(tookMs) };
    case 'failed':
      return { mark: 'failed', label: 'failed' };
    case 'skipped':
      return { mark: 'skipped', label: 'left out' };
    case 'waiting':
      return reason === undefined
        ? { mark: 'waiting', label: 'waiting' }
        : { mark: 'again', label: `retry ${String(attempts)}` };
  }
}

function classOf({ state, reason }: DeliveryView): string {
  return state === 'waiting' && reason !== undefined ? 'waiting again' : state;
}

function duration(ms: number): string {
  return ms < 1000 ? `${String(Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}
