import { html } from 'hono/html';
import type { Html } from './layout.ts';
import { page } from './layout.ts';
import css from './page/status.css?text';

/** Asks for the token of `web.token`. */
export function signInPage({ nonce, wrong = false }: { nonce: string; wrong?: boolean }): Html {
  return page({
    title: 'Parley: sign in',
    nonce,
    css,
    body: html`<main>
      <form class="card" method="post" action="/login">
        <h1 class="brand">Parley</h1>
        <label>
          Token (web.token in parley.yaml)
          <input type="password" name="token" autocomplete="current-password" required autofocus />
        </label>
        ${wrong ? html`<p class="problem" role="alert">That is not the token.</p>` : ''}
        <button>Sign in</button>
      </form>
    </main>`,
  });
}
