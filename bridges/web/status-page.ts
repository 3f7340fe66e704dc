import { html } from 'hono/html';
import type { DeliveryReport, Place } from '../journal/contract.ts';
import type { LaneStatus, RelayStatus } from '../relay/contract.ts';
import type { Html } from './layout.ts';
import { page } from './layout.ts';
import script from './page/status.client.ts?text';
import css from './page/status.css?text';

export interface StatusPageOptions {
  readonly status: RelayStatus;
  /** Failed deliveries, newest first. */
  readonly failed: readonly DeliveryReport[];
}

/** What the daemon is doing and what did not work, as a page that also works without scripts. */
export function statusPage({ nonce, ...shown }: StatusPageOptions & { readonly nonce: string }): Html {
  return page({
    title: 'Parley',
    nonce,
    css,
    script,
    body: html`<header>
        <h1 class="brand">Parley</h1>
        <span id="live" role="status"></span>
      </header>
      ${statusMain(shown)}`,
  });
}

/** The middle of the page, which its script asks for when something has happened. */
export function statusMain({
  status: { counts, accounts: list, lanes: all },
  failed,
}: StatusPageOptions): Html {
  return html`<main>
    <dl class="tiles">
      ${tile('Waiting', counts.waiting)}${tile('Delivered', counts.done)}${tile('Left out', counts.skipped)}
      ${tile('Failed', counts.failed, counts.failed > 0 ? 'bad' : '')}
    </dl>
    <h2>Accounts</h2>
    ${accounts(list)}
    <h2>Conversations with deliveries waiting</h2>
    ${lanes(all.filter((lane) => lane.waiting > 0 || lane.blocked !== undefined))}
    <div class="heading">
      <h2>Failed deliveries</h2>
      ${failed.length > 0 ? again('all', 'Send all again') : ''}
    </div>
    ${failures(failed)}
  </main>`;
}

function tile(label: string, count: number, kind = ''): Html {
  return html`<div class="${kind}">
    <dt>${label}</dt>
    <dd>${String(count)}</dd>
  </div>`;
}

function accounts(list: RelayStatus['accounts']): Html {
  return table(
    ['Account', 'Platform', 'Signed in as', 'Feed', 'Last event', 'Problem'],
    list.map(
      ({ name, platform, identity, feed, blocked }) =>
        html`<tr>
          <td>${name}</td>
          <td>${platform}</td>
          <td>${identity ?? ''}</td>
          <td><span class="state ${feed.state}">${feed.kind}, ${feed.state}</span></td>
          <td>${time(feed.lastAt)}</td>
          <td class="text problem">${blocked ?? feed.error ?? ''}</td>
        </tr>`,
    ),
    'No accounts.',
  );
}

function lanes(list: readonly LaneStatus[]): Html {
  return table(
    ['Conversation', 'Waiting', 'Held up by'],
    list.map(
      (lane) =>
        html`<tr>
          <td>${where(lane.place)}</td>
          <td class="number">${String(lane.waiting)}</td>
          <td class="text problem">${lane.blocked ?? ''}</td>
        </tr>`,
    ),
    'Nothing is waiting.',
  );
}

function failures(list: readonly DeliveryReport[]): Html {
  return table(
    ['No.', 'Received', 'From', 'To', 'What', 'Reason', ''],
    list.map(
      (delivery) =>
        html`<tr>
          <td class="number">${String(delivery.id)}</td>
          <td>${time(delivery.receivedAt)}</td>
          <td>${where(delivery.from)}</td>
          <td>${where(delivery.to)}</td>
          <td class="text">${delivery.excerpt || delivery.type}</td>
          <td class="text problem">${delivery.reason ?? ''}</td>
          <td>${again(String(delivery.id), 'Send again')}</td>
        </tr>`,
    ),
    'Nothing has failed.',
  );
}

function table(columns: readonly string[], rows: readonly Html[], none: string): Html {
  if (rows.length === 0) return html`<div class="scroll"><p class="none">${none}</p></div>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function again(id: string, label: string): Html {
  return html`<form method="post" action="/api/deliveries/${id}/retry">
    <button>${label}</button>
  </form>`;
}

function where(place: Place): Html {
  return html`${place.account} <code>${place.conversation}</code>`;
}

function time(iso: string | undefined): Html {
  return iso === undefined
    ? html``
    : html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}
