/**
 * Lights up a message and all its copies when one of them is pointed at or focused.
 * @returns does so again, after messages were drawn anew
 */
export function linkOnHover(strip: HTMLElement): () => void {
  let lit = '';
  function light(target: EventTarget | null): void {
    const message = target instanceof Element ? target.closest<HTMLElement>('.message') : null;
    const group = message?.dataset['group'] ?? '';
    if (group === lit) return;
    lit = group;
    show();
  }
  function show(): void {
    strip.querySelectorAll<HTMLElement>('.message').forEach((node) => {
      node.classList.toggle('linked', lit !== '' && node.dataset['group'] === lit);
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
  return () => {
    const pointed = strip.querySelector('.message:hover, .message:focus-within');
    // Which messages are copies of which is often learned only after they were first drawn.
    if (pointed) light(pointed);
    if (lit !== '') show();
  };
}
