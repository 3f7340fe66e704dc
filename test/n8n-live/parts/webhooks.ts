import { same } from '../checks.ts';
import type { Driver } from '../driver.ts';
import { itemsOf } from '../execution.ts';
import type { Part } from '../part.ts';
import { write } from '../systems/index.ts';
import type { Subject } from '../triggers.ts';
import { TRIGGER, subjectsOf, textsOf } from '../triggers.ts';
import { until } from '../wait.ts';

const WITHIN_MS = 60_000;

export const webhooks: Part = {
  name: 'webhooks',
  what: 'triggers that are told: registered, signed, through restart, kill -9 and test runs, and taken away again',
  async run(stage, { check }) {
    const { driver, n8n } = stage;
    const subjects = await subjectsOf(stage, 'webhook');
    await check('there are triggers that are told', () => {
      if (subjects.length === 0) throw new Error('None of the nodes is one.');
    });
    for (const subject of subjects) {
      await check(`${subject.title}: is told in a test run, and takes its webhook away after it`, () =>
        testRun(driver, subject),
      );
    }
    const active: Subject[] = [];
    for (const subject of subjects) {
      await check(`${subject.title}: registers its webhook`, async () => {
        await driver.activate(subject.workflow);
        await registered(subject, 1);
        active.push(subject);
      });
    }
    for (const subject of active) {
      await check(`${subject.title}: hands on what it is told`, () => told(driver, subject, 'first'));
      if (!subject.system.webhook?.forged) continue;
      await check(`${subject.title}: answers a wrong signature with 401, and hands nothing on`, async () => {
        const { status, executions } = await forge(driver, subject);
        same(status, 401, 'the answer');
        same(executions, 0, 'the number of executions for it');
      });
    }
    await interrupted('a restart', () => n8n.stop());
    await interrupted('kill -9', () => n8n.kill());
    for (const subject of active) {
      await check(`${subject.title}: takes its webhook away when the workflow is deactivated`, async () => {
        await driver.deactivate(subject.workflow);
        await registered(subject, 0);
      });
    }

    async function interrupted(what: string, end: () => Promise<void>): Promise<void> {
      await end();
      await n8n.start();
      for (const subject of active) {
        await check(`${subject.title}: hands on what it is told after ${what}`, async () => {
          await registered(subject, 1);
          await told(driver, subject, `after ${what}`);
        });
      }
    }
  },
};

/** Waits until the service sends to so many addresses, and gives them. */
async function registered({ system, emulator }: Subject, count: number): Promise<readonly string[]> {
  return until(`${String(count)} webhooks at ${emulator.platform}`, WITHIN_MS, async () => {
    const addresses = (await system.webhook?.addresses(emulator)) ?? [];
    if (addresses.length !== count) throw new Error(`it sends to ${JSON.stringify(addresses)}`);
    return addresses;
  });
}

/** A message is written, and everything written so far has been handed on in order and once. */
async function told(driver: Driver, { emulator, workflow, written }: Subject, text: string): Promise<void> {
  written.push(text);
  await write(emulator, text);
  const texts = await until(`the message "${text}" in an execution`, WITHIN_MS, async () => {
    const emitted = textsOf(await driver.emitted(workflow, TRIGGER));
    return emitted.includes(text) ? emitted : undefined;
  });
  same(texts, written, 'what was handed on');
}

async function forge(driver: Driver, subject: Subject) {
  const forged = subject.system.webhook?.forged?.();
  const [address = ''] = await registered(subject, 1);
  const before = (await driver.executions(subject.workflow)).length;
  const headers = { 'content-type': 'application/json', ...forged?.headers };
  const { status } = await fetch(address, { method: 'POST', headers, body: forged?.body ?? '' });
  // Handled in order: once a true message has come through, the forged one would have, too.
  await told(driver, subject, 'after a forged one');
  return { status, executions: (await driver.executions(subject.workflow)).length - before - 1 };
}

async function testRun(driver: Driver, subject: Subject): Promise<void> {
  const { workflow, emulator } = subject;
  const started = await driver.runManually(workflow, TRIGGER);
  same(started, undefined, 'the execution that did not wait for a webhook');
  await registered(subject, 1);
  await write(emulator, 'in a test run');
  const [execution] = await until('the execution of the test run', WITHIN_MS, async () => {
    const ended = (await driver.executions(workflow)).filter(({ status }) => status === 'success');
    return ended.length > 0 ? ended : undefined;
  });
  same(execution?.mode, 'manual', 'the mode');
  const items = itemsOf(execution?.data.resultData.runData ?? {}, TRIGGER);
  same(textsOf(items.map(({ json }) => json)), ['in a test run'], 'what was handed on');
  await registered(subject, 0);
}
