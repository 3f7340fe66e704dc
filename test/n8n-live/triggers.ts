import type { IDataObject } from 'n8n-workflow';
import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
import { PACKAGE } from './package.ts';
import type { Stage } from './stage.ts';
import { serviceOf } from './stage.ts';
import type { Account, LiveSystem } from './systems/index.ts';
import { systems, takesPart } from './systems/index.ts';
import { after } from './workflow.ts';

/** Name of the trigger in its workflow. */
export const TRIGGER = 'Trigger';

/** A trigger in a workflow of its own, and the service that it listens to. */
export interface Subject {
  readonly title: string;
  readonly system: LiveSystem;
  readonly account: Account;
  readonly emulator: Emulator;
  readonly workflow: string;
  /** Texts of the messages that people wrote since the trigger began, in order. */
  readonly written: string[];
}

/** Makes an inactive workflow for the trigger of each system that comes to know of messages in this way, and each account. */
export async function subjectsOf(stage: Stage, way: 'polling' | 'webhook'): Promise<Subject[]> {
  const { driver } = stage;
  const types = await driver.nodeTypes();
  const subjects: Subject[] = [];
  for (const system of systems) {
    for (const { name: type, polling } of types) {
      if (!type.startsWith(`${PACKAGE}.${system.node}`) || !type.endsWith('Trigger')) continue;
      const isPolling = polling === true;
      if (isPolling !== (way === 'polling')) continue;
      for (const account of system.accounts.filter((one) => takesPart(one, 'triggers'))) {
        const { service, credential, data } = account;
        const emulator = serviceOf(stage, service);
        const title = `${type.slice(PACKAGE.length + 1)} on ${service}`;
        const id = await driver.createCredential(title, credential, await data(emulator));
        const parameters = isPolling ? EVERY_MINUTE : {};
        const plan = { name: TRIGGER, type, credential: { type: credential, id }, parameters };
        const workflow = await driver.createWorkflow(after(plan, title));
        subjects.push({ title, system, account, emulator, workflow, written: [] });
      }
    }
  }
  return subjects;
}

const EVERY_MINUTE = { pollTimes: { item: [{ mode: 'everyMinute' }] } };

export function textsOf(items: readonly IDataObject[]): string[] {
  return items.map(({ text }) => String(text));
}
