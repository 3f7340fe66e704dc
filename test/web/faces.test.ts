import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { stringify } from 'yaml';
import { startDaemon } from '../../bridges/cli/daemon.ts';
import { loadConfig } from '../../bridges/config/index.ts';
import { platforms, sockets } from '../../bridges/platforms.ts';
import { startSlack } from '../../bridges/sandbox/slack/index.ts';
import { freePort } from '../support/free-port.ts';
import { silent } from '../support/relay.ts';
import { tempDir } from '../support/temp.ts';

it('a face that only we can fetch is shown on the other side, by an address of ours that works', async () => {
  const [here, there] = await Promise.all([startSlack({}), startSlack({})]);
  const port = await freePort();
  const file = path.join(tempDir(), 'parley.yaml');
  const [from, to] = [here, there].map((emulator) => emulator.conversations()[0]?.id ?? '');
  const publicUrl = `http://127.0.0.1:${String(port)}`;
  writeFileSync(
    file,
    stringify({
      accounts: {
        here: { platform: 'slack', ...here.accountSettings() },
        there: { platform: 'slack', ...there.accountSettings() },
      },
      routes: { faces: { from: `here:${String(from)}`, to: `there:${String(to)}` } },
      web: { port, publicUrl },
      log: { level: 'silent' },
    }),
  );
  const daemon = await startDaemon(loadConfig(file, {}, platforms), { log: silent, platforms, sockets });
  onTestFinished(async () => {
    await daemon.stop();
    await Promise.all([here.close(), there.close()]);
  });
  await vi.waitFor(() => {
    expect(daemon.relay.ready().reasons).toEqual([]);
  }, 10_000);
  await here.say({ conversation: String(from), as: here.people()[0]?.id ?? '', text: 'look at me' });
  const picture = await vi.waitFor(async () => {
    const copy = (await there.read(String(to))).find(({ shown }) => shown === 'look at me');
    expect(copy?.authorPicture).toContain(`${publicUrl}/pictures/`);
    return copy?.authorPicture ?? '';
  }, 10_000);
  const answer = await fetch(picture);
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
});
