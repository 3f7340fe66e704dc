import { describe, expect, test } from 'vitest';
import { delivery, start } from './fixture.ts';

describe('the status page', () => {
  test('shows text from outside as text', async () => {
    await using setup = await start();
    const page = await (await fetch(setup.server.url)).text();
    expect(page).toContain('&lt;script&gt;window.stolen=1&lt;/script&gt;');
    expect(page).toContain('&lt;b&gt;Parley&lt;/b&gt;');
    expect(page).toContain('Could not list &lt;threads&gt;.');
    expect(page).not.toContain('<img src=x');
    expect(page).not.toContain('<script>window.stolen');
  });

  test('loads nothing and runs only the scripts of its own answer', async () => {
    await using setup = await start();
    const response = await fetch(setup.server.url);
    const page = await response.text();
    expect(page).toContain('color-scheme: light dark');
    const nonce = /nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? 'none';
    const tags = page.match(/<(?:script|style)[^>]*>/g) ?? [];
    expect(tags).toEqual([`<style nonce="${nonce}">`, `<script type="module" nonce="${nonce}">`]);
    expect(page).not.toMatch(/(?:src|href)="(?!data:)/);
  });
});

describe('the API', () => {
  test('lists deliveries by state, place and message, and says what is wrong with a question', async () => {
    await using setup = await start();
    const ask = (query: string) => fetch(`${setup.server.url}/api/deliveries?${query}`);
    const response = await ask('state=failed&account=site&conversation=12&message=900&limit=5');
    expect(await response.json()).toMatchObject([{ id: 7, reason: expect.stringContaining('403') }]);
    expect(setup.relay.queries).toEqual([
      { state: 'failed', account: 'site', conversation: '12', messageId: '900', limit: 5 },
    ]);
    for (const query of ['state=lost', 'limit=0', 'limit=many', 'colour=blue']) {
      const refused = await ask(query);
      expect(refused.status, query).toBe(400);
      expect(await refused.text(), query).toContain(query.split('=')[0]);
    }
  });

  test('sends a failed delivery again, or all of them', async () => {
    await using setup = await start();
    const retry = (id: string) =>
      fetch(`${setup.server.url}/api/deliveries/${id}/retry`, {
        method: 'POST',
        headers: { origin: setup.server.url },
      });
    expect(await (await retry('7')).json()).toEqual({ retried: 1 });
    expect(await (await retry('all')).json()).toEqual({ retried: 1 });
    expect((await retry('8')).status).toBe(404);
    expect((await retry('seven')).status).toBe(400);
    expect(setup.relay.retried).toEqual([[7], 'all', [8]]);
  });

  test('streams what happens, without the bodies, until the reader goes', async () => {
    await using setup = await start();
    const leave = new AbortController();
    const response = await fetch(`${setup.server.url}/api/stream`, { signal: leave.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    const readUntil = async (text: string) => {
      while (!seen.includes(text)) seen += (await reader?.read())?.value ?? '';
    };
    await readUntil(': connected');
    setup.relay.tell({ type: 'settled', delivery: delivery(3), state: 'done', copies: ['171.5'] });
    await readUntil('\n\ndata: ');
    await readUntil('}}\n\n');
    const data: unknown = JSON.parse(seen.slice(seen.indexOf('{'), seen.lastIndexOf('}') + 1));
    expect(data).toMatchObject({
      type: 'settled',
      state: 'done',
      copies: ['171.5'],
      delivery: { id: 3, messageId: '3', to: { account: 'team', conversation: 'C1' } },
    });
    expect(seen).not.toContain('only in memory');
    const before = setup.relay.listeners.size;
    leave.abort();
    await expect.poll(() => setup.relay.listeners.size).toBe(before - 1);
  });

  test('ends its streams when the daemon stops', async () => {
    const setup = await start();
    const response = await fetch(`${setup.server.url}/api/stream`);
    await setup[Symbol.asyncDispose]();
    await expect(response.text()).rejects.toThrow();
    expect(setup.relay.listeners.size).toBe(0);
  });
});

describe('health', () => {
  test('is ready when the journal is open and every feed runs, and says why not', async () => {
    await using setup = await start();
    expect((await fetch(`${setup.server.url}/readyz`)).status).toBe(200);
    setup.relay.state.ready = { ok: false, reasons: ['The feed of team is catching up.'] };
    const response = await fetch(`${setup.server.url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ok: false, reasons: ['The feed of team is catching up.'] });
    expect((await fetch(`${setup.server.url}/healthz`)).status).toBe(200);
  });
});

describe('metrics', () => {
  test('count events once however many places they go to, deliveries by how they end, and failed attempts', async () => {
    await using setup = await start();
    const { relay } = setup;
    relay.tell({ type: 'accepted', delivery: delivery(1, 1) });
    relay.tell({ type: 'accepted', delivery: delivery(2, 1) });
    relay.tell({ type: 'accepted', delivery: delivery(3, 2) });
    relay.tell({ type: 'attempt-failed', delivery: delivery(1, 1), reason: 'HTTP 503', retryInMs: 500 });
    relay.tell({
      type: 'settled',
      delivery: delivery(1, 1),
      state: 'done',
      copies: ['a'],
      recognised: 'found',
    });
    relay.tell({ type: 'settled', delivery: delivery(2, 1), state: 'failed', reason: 'no', copies: [] });
    relay.tell({ type: 'loop-stopped', place: { account: 'team', conversation: 'C1' }, reason: 'loop' });
    const text = await (await fetch(`${setup.server.url}/metrics`)).text();
    for (const line of [
      'parley_events_accepted_total{account="site",type="message.created"} 2',
      'parley_deliveries_settled_total{account="team",state="done"} 1',
      'parley_deliveries_settled_total{account="team",state="failed"} 1',
      'parley_attempts_failed_total{account="team"} 1',
      'parley_unknown_outcomes_total{account="team",result="found"} 1',
      'parley_loops_stopped_total 1',
      'parley_delivery_seconds_count{account="team"} 1',
      'parley_deliveries{state="waiting"} 5',
      'parley_lane_waiting{account="team"} 5',
      'parley_lanes_blocked{account="team"} 1',
      'parley_feed_state{account="site",kind="poll",state="failing"} 1',
      'parley_feed_state{account="site",kind="poll",state="running"} 0',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });
});
