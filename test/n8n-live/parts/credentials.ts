import { same } from '../checks.ts';
import type { Part } from '../part.ts';
import { serviceOf } from '../stage.ts';
import { systems, takesPart } from '../systems/index.ts';

export const credentials: Part = {
  name: 'credentials',
  what: 'the test of each credential, filled in well and badly',
  async run(stage, { check }) {
    const {
      driver,
      package: { credentials: inPackage },
    } = stage;
    const accounts = systems.flatMap((system) =>
      system.accounts.filter((one) => takesPart(one, 'credentials')),
    );
    await check('every credential of the package is tested', () => {
      const left = inPackage.filter((name) => !accounts.some(({ credential }) => credential === name));
      same(left, [], 'what is left out');
    });
    for (const { service, credential, data, bad } of accounts) {
      if (!inPackage.includes(credential)) continue;
      const emulator = serviceOf(stage, service);
      await check(`${credential} on ${service}`, async () => {
        const { status, message } = await driver.testCredential(service, credential, await data(emulator));
        same(status, 'OK', `the answer "${message}"`);
      });
      for (const [mistake, wrong] of Object.entries(bad(emulator))) {
        await check(`${credential} on ${service} with ${mistake}`, async () => {
          const { status } = await driver.testCredential(`${service}, ${mistake}`, credential, wrong);
          same(status, 'Error', 'the answer');
        });
      }
    }
  },
};
