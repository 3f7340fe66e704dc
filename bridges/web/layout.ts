import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import theme from './page/theme.css?text';

/** A piece of a page in which everything that came from outside is escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface PageOptions {
  readonly title: string;
  /** Of this answer; the only styles and scripts that run carry it. */
  readonly nonce: string;
  readonly css: string;
  readonly script?: string;
  readonly body: Html;
}

/** A whole page that loads nothing. */
export function page({ title, nonce, css, script, body }: PageOptions): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style nonce="${nonce}">
          ${raw(theme)}${raw(css)}
        </style>
      </head>
      <body>
        ${body}${
          script === undefined
            ? ''
            : html`<script type="module" nonce="${nonce}">
                ${raw(script)};
              </script>`
        }
      </body>
    </html>`;
}
