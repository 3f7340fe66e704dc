/** Lights up a message and all its copies when one of them is pointed at or focused. */
export function linkOnHover(strip: HTMLElement): void {
  let lit = '';
  function light(target: EventTarget | null): void {
    const message = target instanceof Element ? target.closest<HTMLElement>('.message') : null;
    const group = message?.dataset['group'] ?? '';
    if (group === lit) return;
    lit = group;
    strip.querySelectorAll<HTMLElement>('.message').forEach((node) => {
      node.classList.toggle('linked', group !== '' && node.dataset['group'] === group);
    });
  }
  strip.addEventListener('pointerover', (event) => {
    light(event.target);
  });
  strip.addEventListener('pointerleave', () => {
    light(null);
  });
  strip.addEventListener('focusin', (event) => {
    light(event.target);
  });
}
