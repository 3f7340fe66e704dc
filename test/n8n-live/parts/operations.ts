import type { INodeTypeDescription } from 'n8n-workflow';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import { same } from '../checks.ts';
import type { RunData } from '../execution.ts';
import { errorOf, itemsOf } from '../execution.ts';
import type { Play } from '../operations.ts';
import { allSteps, issuesOf, nameOf, plansOf } from '../operations.ts';
import { PACKAGE } from '../package.ts';
import type { Part } from '../part.ts';
import type { Stage } from '../stage.ts';
import { serviceOf } from '../stage.ts';
import type { Account, LiveSystem, Step } from '../systems/index.ts';
import { systems, takesPart } from '../systems/index.ts';
import { MANUAL, chain } from '../workflow.ts';

export const operations: Part = {
  name: 'operations',
  what: 'each operation of each node, in a workflow that is run by hand',
  async run(stage, { check }) {
    const types = await stage.driver.nodeTypes();
    const nodes = stage.package.nodes.filter((name) => !name.endsWith('Trigger'));
    await check('every node is tried', () => {
      const left = nodes.filter((name) => !systems.some(({ node }) => `${PACKAGE}.${node}` === name));
      same(left, [], 'what is left out');
    });
    for (const system of systems) {
      const type = types.find(({ name }) => name === `${PACKAGE}.${system.node}`);
      if (!type) continue;
      for (const account of system.accounts.filter((one) => takesPart(one, 'operations'))) {
        const emulator = serviceOf(stage, account.service);
        const play = await prepare(stage, system, account, { type, emulator });
        const ready = play.steps.filter((step) => issuesOf(play, step).length === 0);
        const runData = await check(`${account.service}: the workflow with all operations`, () =>
          carryOut(stage, { ...play, steps: ready }),
        );
        for (const step of play.steps) {
          await check(`${account.service}: ${nameOf(step)}`, () => {
            const issues = issuesOf(play, step);
            if (issues.length > 0) throw new Error(`n8n does not run it: ${issues.join(' ')}`);
            if (runData) assertDone(runData, step, account);
          });
        }
      }
    }
  },
};

async function prepare(
  { driver }: Stage,
  system: LiveSystem,
  account: Account,
  { type, emulator }: { readonly type: INodeTypeDescription; readonly emulator: Emulator },
): Promise<Play> {
  const { service, credential } = account;
  const id = await driver.createCredential(
    `${service}, operations`,
    credential,
    await account.data(emulator),
  );
  const order = { first: system.first(emulator), last: system.last(emulator) };
  const steps = allSteps(type.properties, order);
  const files = system.files ?? {};
  return { type, steps, files, values: system.values(emulator), credential: { type: credential, id } };
}

async function carryOut({ driver }: Stage, play: Play): Promise<RunData> {
  return driver.run(chain(`Operations of ${play.type.displayName}`, [MANUAL, ...plansOf(play)]), MANUAL.name);
}

function assertDone(runData: RunData, step: Step, { refusals = {} }: Account): void {
  const name = nameOf(step);
  const error = errorOf(runData, name);
  const [refusal] = Object.entries(refusals).find(([, steps]) => steps.includes(name)) ?? [];
  if (refusal !== undefined) {
    if (error?.includes(refusal)) return;
    throw new Error(`It is not refused with "${refusal}": ${error ?? 'it succeeds'}`);
  }
  if (error !== undefined) throw new Error(error);
  if (itemsOf(runData, name).length === 0) throw new Error('It handed nothing on.');
}
