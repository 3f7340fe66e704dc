// Keeps the status page up to date: when something happens, the server draws the page again and the new middle takes
// the place of the old one.

const REDRAW_AFTER_MS = 400;

async function redraw(): Promise<void> {
  const response = await fetch('/?part=main');
  if (!response.ok) return;
  const part = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = part.querySelector('main');
  if (fresh) document.querySelector('main')?.replaceWith(fresh);
}

let timer: ReturnType<typeof setTimeout> | undefined;
function redrawSoon(): void {
  timer ??= setTimeout(() => {
    timer = undefined;
    void redraw().catch(() => undefined);
  }, REDRAW_AFTER_MS);
}

const stream = new EventSource('/api/stream');
const live = document.querySelector('#live');
stream.onmessage = redrawSoon;
stream.onopen = () => {
  if (live) live.textContent = 'live';
  redrawSoon();
};
stream.onerror = () => {
  if (live) live.textContent = 'not connected';
};

document.addEventListener('submit', (event) => {
  if (!(event.target instanceof HTMLFormElement)) return;
  event.preventDefault();
  const button = event.target.querySelector('button');
  if (button) button.disabled = true;
  void fetch(event.target.action, { method: 'POST' })
    .then(redraw)
    .catch(() => {
      if (button) button.disabled = false;
    });
});
