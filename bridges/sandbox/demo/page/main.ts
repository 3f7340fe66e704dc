// The demo page: draws every conversation of the sandbox and keeps it as the server tells.

import type { DemoEvent, DemoState } from '../contract.ts';
import type { ColumnView } from './column.ts';
import { columnView } from './column.ts';
import { element } from './dom.ts';
import { linkOnHover } from './links.ts';
import { Model } from './model.ts';
import { playScene } from './scene.ts';
import { announce, ask } from './server.ts';

const model = new Model();
const columns = new Map<string, ColumnView>();
const app = document.querySelector<HTMLElement>('#app');

const live = element('span', { class: 'live', role: 'status' });
const figures = element('dl', { class: 'figures', 'aria-label': 'Deliveries' });
const rooms = element('nav', { 'aria-label': 'Rooms' });
const strip = element('main', { class: 'strip' });

const relight = linkOnHover(strip);

function keyOf({ account, conversation }: { account: string; conversation: string }): string {
  return `${account} ${conversation}`;
}

function build(): void {
  const play = element('button', { type: 'button', class: 'primary', id: 'play' }, 'Play a conversation');
  play.addEventListener('click', () => {
    void playScene(model, play);
  });
  const kill = element('button', { type: 'button', id: 'kill' }, 'kill -9 the daemon');
  kill.addEventListener('click', () => {
    announce('The daemon was killed. Go on typing: everything arrives when it is back.');
    void ask('kill', {});
  });
  app?.replaceChildren(
    element(
      'header',
      { class: 'top' },
      element('h1', { class: 'brand' }, 'Parley'),
      live,
      rooms,
      figures,
      element(
        'div',
        { class: 'actions' },
        play,
        app.dataset['kill'] === 'true' && kill,
        element(
          'a',
          { class: 'button', href: app.dataset['status'] ?? '/', target: '_blank', rel: 'noopener' },
          'Status',
        ),
      ),
    ),
    strip,
    element('p', { id: 'toast', role: 'status' }),
  );
}

function load(state: DemoState): void {
  model.load(state);
  if (columns.size === 0) {
    strip.replaceChildren(
      ...state.rooms.map((room, index) => {
        const heading = `room-${String(index + 1)}`;
        const views = room.columns.map((column) => {
          const view = columnView(column, model);
          columns.set(keyOf(column), view);
          return view.node;
        });
        return element(
          'section',
          { class: 'room', id: heading, 'aria-label': `Room ${room.name}` },
          element('h2', {}, room.name, element('span', {}, `${String(views.length)} conversations in step`)),
          element('div', { class: 'columns' }, ...views),
        );
      }),
    );
    rooms.replaceChildren(
      ...state.rooms.map((room, index) => element('a', { href: `#room-${String(index + 1)}` }, room.name)),
    );
  }
  drawAll();
}

function drawAll(): void {
  for (const room of model.rooms)
    for (const column of room.columns) columns.get(keyOf(column))?.update(column);
  relight();
  drawFigures();
}

function drawFigures(): void {
  const { done, waiting, failed, medianMs } = model.counts();
  const figure = (label: string, value: string, kind = '') =>
    element('div', { class: kind }, element('dt', {}, label), element('dd', {}, value));
  figures.replaceChildren(
    figure('delivered', String(done)),
    figure('waiting', String(waiting), waiting > 0 ? 'wait' : ''),
    figure('failed', String(failed), failed > 0 ? 'bad' : ''),
    figure('median', medianMs === undefined ? '–' : `${String(Math.round(medianMs))} ms`),
  );
  live.textContent = model.daemon === 'running' ? 'live' : 'daemon is down';
  live.classList.toggle('down', model.daemon !== 'running');
}

let drawing = false;
/** Many deliveries end at once; they are drawn together with the next frame. */
function drawSoon(): void {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    drawAll();
  });
}

function take(event: DemoEvent): void {
  if (event.type === 'delivery') model.deliver(event.delivery);
  else if (event.type === 'daemon') model.daemon = event.state;
  else model.setMessages(event, event.messages);
  drawSoon();
}

build();
const stream = new EventSource('/api/stream');
stream.onopen = () => {
  void fetch('/api/state')
    .then((response) => response.json())
    .then(load);
};
stream.onmessage = ({ data }: MessageEvent<string>) => {
  // Written by the same build of this program.
  const event: DemoEvent = JSON.parse(data);
  take(event);
};
stream.onerror = () => {
  live.textContent = 'the demo has ended';
  live.classList.add('down');
};
