import { same } from '../checks.ts';
import type { Driver } from '../driver.ts';
import { itemsOf } from '../execution.ts';
import type { Part } from '../part.ts';
import type { Subject } from '../triggers.ts';
import { TRIGGER, subjectsOf, textsOf } from '../triggers.ts';
import { write } from '../systems/index.ts';
import { until } from '../wait.ts';

const COME_WITHIN_MS = 60_000;

/**
 * n8n polls when a workflow is activated and when it starts, and then every minute; what came in between has to be
 * there once, however it came to be polled.
 */
export const polling: Part = {
  name: 'polling',
  what: 'triggers that ask: every message once, through deactivation, restart, kill -9 and runs by hand',
  async run(stage, { check }) {
    const { driver, n8n } = stage;
    const subjects = await subjectsOf(stage, 'polling');
    await check('there are triggers that ask', () => {
      if (subjects.length === 0) throw new Error('None of the nodes is one.');
    });
    const active: Subject[] = [];
    for (const subject of subjects) {
      await check(`${subject.title}: begins with what comes from then on`, async () => {
        await driver.activate(subject.workflow);
        const state = JSON.stringify(await driver.staticData(subject.workflow, TRIGGER));
        if (!state.includes('cursor')) throw new Error(`It remembers ${state}.`);
        same((await driver.executions(subject.workflow)).length, 0, 'the number of executions');
        active.push(subject);
      });
    }
    for (const subject of active) {
      for (const text of ['first', 'second']) {
        await check(`${subject.title}: hands the ${text} message on, once`, async () => {
          await say(subject, text);
          await again(driver, subject);
          await arrived(driver, subject);
        });
      }
      await check(`${subject.title}: shows the latest messages in a run by hand, which moves nothing`, () =>
        byHand(driver, subject),
      );
      await check(`${subject.title}: hands on afterwards what was only shown`, async () => {
        await driver.activate(subject.workflow);
        await arrived(driver, subject);
      });
    }
    await interrupted('a restart', () => n8n.stop());
    await interrupted('kill -9', () => n8n.kill());
    for (const subject of active) {
      await check(`${subject.title}: goes on after all of this, with nothing twice`, async () => {
        await say(subject, 'last');
        await again(driver, subject);
        await arrived(driver, subject);
        await driver.deactivate(subject.workflow);
      });
    }

    async function interrupted(what: string, end: () => Promise<void>): Promise<void> {
      await end();
      for (const subject of active) await say(subject, `during ${what}`);
      await n8n.start();
      for (const subject of active) {
        await check(`${subject.title}: hands on what was written during ${what}`, () =>
          arrived(driver, subject),
        );
      }
    }
  },
};

async function say(subject: Subject, text: string): Promise<void> {
  subject.written.push(text);
  await write(subject.emulator, text);
}

/** n8n polls at once. */
async function again(driver: Driver, { workflow }: Subject): Promise<void> {
  await driver.deactivate(workflow);
  await driver.activate(workflow);
}

/** Everything written so far is there, in order and once. */
async function arrived(driver: Driver, { workflow, written }: Subject): Promise<void> {
  const texts = await until(`${String(written.length)} messages in executions`, COME_WITHIN_MS, async () => {
    const emitted = textsOf(await driver.emitted(workflow, TRIGGER));
    return emitted.includes(written.at(-1) ?? '') ? emitted : undefined;
  });
  same(texts, written, 'what was handed on');
}

async function byHand(driver: Driver, subject: Subject): Promise<void> {
  await driver.deactivate(subject.workflow);
  await say(subject, 'shown by hand');
  const before = await driver.staticData(subject.workflow, TRIGGER);
  const id = await driver.runManually(subject.workflow, TRIGGER);
  if (id === undefined) throw new Error('n8n waits for a webhook.');
  const { data } = await driver.execution(id);
  const shown = textsOf(itemsOf(data.resultData.runData, TRIGGER).map(({ json }) => json));
  same(shown.at(-1), 'shown by hand', 'the last message shown');
  same(await driver.staticData(subject.workflow, TRIGGER), before, 'what the trigger remembers');
}
