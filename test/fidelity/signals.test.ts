import { describe, expect, it } from 'vitest';
import type { AuthorKind, MessageStatus, Signal } from '../../src/model/index.ts';
import type { Connection, PollScope } from '../../src/platforms/index.ts';
import { PollFeed, WebhookFeed } from '../../bridges/relay/index.ts';
import { silent } from '../support/relay.ts';
import { openRoom } from './kit.ts';

const able = { capabilities: { typing: true, readState: true, signals: ['typing', 'read'] as const } };
const signal = (type: Signal['type'], conversation: string, kind: AuthorKind = 'person'): Signal => ({
  type,
  conversation,
  author: { id: '7', name: 'Ada', kind },
});

describe('typing and reading', () => {
  it('are not passed on unless a route wants them', async () => {
    const { relay, service } = await openRoom({ site: able, team: able });
    relay.signal('site', [signal('typing', '1'), signal('read', '1')]);
    expect(service.calls).toEqual([]);
    expect(relay.wantsSignals('site')).toBe(false);
  });

  it('shows typing on the other side, seldom enough, and not our own', async () => {
    const { relay, service } = await openRoom({ site: able, team: able, route: { typing: true } });
    relay.signal('site', [signal('typing', '1', 'self')]);
    expect(service.calls).toEqual([]);
    relay.signal('site', [signal('typing', '1'), signal('typing', '1'), signal('typing', '2')]);
    expect(service.calls).toEqual(['typing C1', 'typing C2']);
    expect(relay.wantsSignals('site')).toBe(true);
    expect(relay.wantsSignals('team')).toBe(false);
  });

  it('marks as read what was read on the other side, wherever it stands', async () => {
    const { relay, service } = await openRoom({ site: able, team: able, route: { readState: true } });
    relay.signal('site', [signal('read', '1')]);
    expect(service.calls).toEqual(['read C1']);
    const read: MessageStatus = {
      type: 'message.status',
      conversation: 'C2',
      key: 'status:1:read',
      position: '1',
      at: new Date().toISOString(),
      messageId: '1',
      status: 'read',
    };
    await relay.accept('team', [read], undefined);
    await service.until(() => service.calls.length === 2);
    expect(service.calls[1]).toBe('read 2');
    expect(relay.wantsSignals('team')).toBe(true);
  });

  it('loses no reading that came while another was passed on', async () => {
    const { relay, service } = await openRoom({ site: able, team: able, route: { readState: true } });
    relay.signal('site', [signal('read', '1'), signal('read', '1'), signal('read', '1')]);
    await service.until(() => service.calls.length === 2);
    expect(service.calls).toEqual(['read C1', 'read C1']);
  });

  it('asks nobody who cannot show it', async () => {
    const { relay, service } = await openRoom({ site: able, route: { typing: true, readState: true } });
    relay.signal('site', [signal('typing', '1'), signal('read', '1')]);
    expect(service.calls).toEqual([]);
  });

  it('come in by poll, which is asked for them only where they are wanted, and by webhook', async () => {
    const scopes: PollScope[] = [];
    const poll: Connection['poll'] = (_, scope) => {
      scopes.push(scope);
      const signals = scope.signals === true ? [signal('typing', '1')] : [];
      return Promise.resolve({ events: [], cursor: '0', more: false, signals });
    };
    for (const typing of [false, true]) {
      const { relay, service } = await openRoom({ site: able, team: able, route: { typing } });
      const plain = service.account('site');
      const account = { ...plain, connection: { ...plain.connection, poll } };
      const options = { account, conversations: ['1'], intake: relay, log: silent };
      const polled = new PollFeed(options);
      await polled.start();
      await polled.stop();
      const webhook = { receive: () => ({ events: [], signals: [signal('typing', '2')] }) };
      const called = new WebhookFeed({ ...options, webhook });
      await called.start();
      await expect.poll(() => called.status().state).toBe('running');
      await called.handle({ headers: {}, body: new Uint8Array() });
      await called.stop();
      expect(service.calls).toEqual(typing ? ['typing C1', 'typing C2'] : []);
    }
    expect(scopes.map(({ signals }) => signals)).toEqual([false, false, true, true]);
  });
});
