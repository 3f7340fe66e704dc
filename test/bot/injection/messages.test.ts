import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { serviceNames } from '../../../bridges/sandbox/sandbox.ts';
import { tempDir } from '../../support/temp.ts';
import { setStage } from '../engine/stage.ts';
import { attempts } from './attempts.ts';
import { expectHarmless, expectIntact, secretsOf } from './inspect.ts';

const SERVER = fileURLToPath(new URL('tool-server.ts', import.meta.url));
const PATIENCE = 120_000;

/** The model does whatever it is told: what holds all the same does not depend on its good sense. */
describe.each(serviceNames)('on %s', (service) => {
  it(`withstands ${String(attempts.length)} messages`, { timeout: PATIENCE }, async () => {
    const calls = path.join(tempDir(), 'calls');
    const token = 'peer-token-of-the-tools';
    const stage = await setStage({
      services: [service],
      bot: {
        tools: {
          servers: { peer: { command: process.execPath, args: [SERVER, calls], env: { TOKEN: token } } },
          allow: [{ tool: 'peer.*', people: [`${service}:999999999`] }],
        },
      },
    });
    const { key } = stage.api;
    const secrets = [key, token, ...secretsOf(stage.emulator())];
    let seen = 0;
    for (const [index, { name, guards, text, obeys }] of attempts.entries()) {
      const told = `${name}: ${guards}`;
      stage.api.setScript([{ times: 1, answer: obeys(key) }, { answer: { text: 'Done.' } }]);
      await stage.say(text(key));
      await stage.ended(index + 1);
      await stage.delivered();
      const requests = stage.api.requests().slice(seen);
      seen += requests.length;
      expect(requests.length, told).toBeGreaterThan(0);
      for (const { body } of requests) expectIntact(body, secrets, told);
      const own = await stage.ownNow();
      expect(own.length, told).toBeGreaterThan(index);
      expectHarmless(own, stage.emulator(), secrets, told);
      expect(existsSync(calls) ? readFileSync(calls, 'utf8') : '', told).toBe('');
    }
    const logged = JSON.stringify(stage.log);
    for (const secret of secrets) expect(logged).not.toContain(secret);
  });
});
