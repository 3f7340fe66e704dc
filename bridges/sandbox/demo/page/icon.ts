const SVG = 'http://www.w3.org/2000/svg';

/** Drawn with strokes on 16 by 16, so that they look the same whatever fonts there are. */
const STROKES = {
  done: 'M3 8.5l3.2 3.2L13 4.8',
  failed: 'M4.5 4.5l7 7m0-7l-7 7',
  skipped: 'M4 8h8',
  again: 'M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3',
  waiting: 'M8 4.5V8l2.2 1.6M8 2.5a5.5 5.5 0 1 0 .01 0',
  send: 'M2.8 8.2 13.4 3l-3.2 10.2-2.6-4.3zM13.2 3.2 7.7 8.8',
  attach: 'M12.8 7.4 8 12.2a3 3 0 0 1-4.3-4.3l5.2-5.2a2 2 0 0 1 2.9 2.9L6.7 10.7a1 1 0 0 1-1.4-1.4L9.6 5',
  fault: 'M9 1.8 3.8 9h3.7l-.8 5.2L12.2 7H8.3z',
  reply: 'M6.4 4 2.6 7.8l3.8 3.8M3 7.8h6.2a4 4 0 0 1 4 4v.7',
  edit: 'M10.6 3l2.4 2.4-7 7-3 .6.6-3z',
  delete: 'M3 4.6h10M6.4 4.4V3h3.2v1.4M4.6 4.8l.6 8.2h5.6l.6-8.2',
} as const;
export type IconName = keyof typeof STROKES;

export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of Object.entries({
    class: `icon icon-${name}`,
    viewBox: '0 0 16 16',
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', STROKES[name]);
  svg.append(path);
  return svg;
}
