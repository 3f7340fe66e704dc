import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import { same } from '../checks.ts';
import { itemsOf } from '../execution.ts';
import { PACKAGE } from '../package.ts';
import type { Part } from '../part.ts';
import type { Stage } from '../stage.ts';
import { serviceOf } from '../stage.ts';
import type { LiveSystem } from '../systems/index.ts';
import { byId, firstConversation } from '../systems/contract.ts';
import { systems, takesPart } from '../systems/index.ts';
import { until } from '../wait.ts';
import { chain, MANUAL } from '../workflow.ts';

const WITHIN_MS = 60_000;
const BROWSER = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
};
const PREVIEW = { 'user-agent': 'WhatsApp/2.23.20.0' };
const ASK = 'Ask';
const END = 'End';

/** The links to answer with in the newest message of the account, by what stands before them. */
export async function lastLinks(emulator: Emulator): Promise<Record<string, string>> {
  const messages = await emulator.read(firstConversation(emulator));
  const shown = messages.findLast(({ own }) => own)?.shown ?? '';
  return Object.fromEntries(
    [...shown.matchAll(/^(.+): <?(http[^\s>]+)>?$/gm)].map(([, label, url]) => [label, url]),
  );
}

/** Opens a link as a person does. */
export async function answerFrom(url: string): Promise<Response> {
  return fetch(url, { headers: BROWSER });
}

/** An execution that asks people, and the links they got. */
interface Asked {
  readonly workflow: string;
  readonly links: Readonly<Record<string, string>>;
}

export const waiting: Part = {
  name: 'send-and-wait',
  what: 'questions to people: approvals, forms, previews of links, forged links, a limit on the waiting, kill -9',
  async run(stage, { check }) {
    for (const system of systems) {
      const [account] = system.accounts.filter((one) => takesPart(one, 'triggers'));
      if (!account) continue;
      const emulator = serviceOf(stage, account.service);
      const id = await stage.driver.createCredential(
        `waiting on ${account.service}`,
        account.credential,
        await account.data(emulator),
      );
      const credential = { type: account.credential, id };
      const asking = (parameters: INodeParameters) => ask(stage, system, emulator, credential, parameters);
      await check(
        `${system.node}: goes on when somebody approves, and not for previews or forged links`,
        async () => {
          const { workflow, links } = await asking({});
          const approve = links.Approve ?? '';
          await fetch(approve, { headers: PREVIEW });
          const forged = await answerFrom(
            approve.replace(/signature=(.)/, (_, first) => `signature=${first === '0' ? '1' : '0'}`),
          );
          same(forged.status, 401, 'the answer to a forged link');
          same(await statusOf(stage, workflow), 'waiting', 'the execution');
          await answerFrom(approve);
          same((await outcome(stage, workflow)).approved, true, 'what came of it');
          await answerFrom(approve.replace('approved=true', 'approved=false'));
          await answerFrom(approve);
          same((await outcome(stage, workflow)).approved, true, 'what came of it after a second answer');
          same((await stage.driver.executions(workflow)).length, 1, 'the number of executions');
        },
      );
      await check(`${system.node}: goes on when somebody declines`, async () => {
        const { workflow, links } = await asking({});
        await answerFrom(links.Decline ?? '');
        same((await outcome(stage, workflow)).approved, false, 'what came of it');
      });
    }
    const [first] = systems;
    const [account] = first?.accounts ?? [];
    if (!first || !account) return;
    const emulator = serviceOf(stage, account.service);
    const data = await account.data(emulator);
    const id = await stage.driver.createCredential('forms', account.credential, data);
    const asking = (parameters: INodeParameters) =>
      ask(stage, first, emulator, { type: account.credential, id }, parameters);
    await check('a form comes back with its fields, also after kill -9', async () => {
      const values = [{ fieldLabel: 'Amount', fieldType: 'number', requiredField: true }];
      const { workflow, links } = await asking({ responseType: 'customForm', formFields: { values } });
      await stage.n8n.kill();
      await stage.n8n.start();
      const url = links.Respond ?? '';
      const page = await (await answerFrom(url)).text();
      if (!page.includes('name="field-0"')) throw new Error('The form has no field.');
      const body = new FormData();
      body.set('field-0', 'many');
      same(
        (await fetch(url, { method: 'POST', headers: BROWSER, body })).status,
        400,
        'the answer to a wrong number',
      );
      body.set('field-0', '12.5');
      await fetch(url, { method: 'POST', headers: BROWSER, body });
      same((await outcome(stage, workflow)).Amount, 12.5, 'what came of it');
    });
    await check('goes on by itself when the time is up', async () => {
      const values = { limitType: 'afterTimeInterval', resumeAmount: 0.05, resumeUnit: 'minutes' };
      const { workflow } = await asking({ options: { limitWaitTime: { values } } });
      const [item] = await ended(stage, workflow);
      same(item?.data, undefined, 'the answer that nobody gave');
    });
  },
};

async function ask(
  stage: Stage,
  system: LiveSystem,
  emulator: Emulator,
  credential: { type: string; id: string },
  parameters: INodeParameters,
): Promise<Asked> {
  const { driver } = stage;
  const target = byId(firstConversation(emulator));
  const plan = {
    name: ASK,
    type: `${PACKAGE}.${system.node}`,
    credential,
    parameters: {
      resource: 'message',
      operation: 'sendAndWait',
      message: `May we? ${crypto.randomUUID()}`,
      conversation: target,
      thread: target,
      ...parameters,
    } as INodeParameters,
  };
  const workflow = await driver.createWorkflow(
    chain(`asks on ${system.node}`, [MANUAL, plan, { name: END, type: 'n8n-nodes-base.noOp' }]),
  );
  await driver.runManually(workflow, MANUAL.name);
  await until('the execution to wait', WITHIN_MS, async () =>
    (await statusOf(stage, workflow)) === 'waiting' ? true : undefined,
  );
  return { workflow, links: await lastLinks(emulator) };
}

async function statusOf({ driver }: Stage, workflow: string): Promise<string | undefined> {
  return (await driver.executions(workflow)).at(-1)?.status;
}

/** What the execution goes on with. */
async function outcome(stage: Stage, workflow: string): Promise<IDataObject> {
  const [item] = await ended(stage, workflow);
  const { data } = item ?? {};
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new Error('There is no answer.');
  return { ...data } as IDataObject;
}

async function ended({ driver }: Stage, workflow: string): Promise<IDataObject[]> {
  return until('the execution to go on', WITHIN_MS, async () => {
    const last = (await driver.executions(workflow)).at(-1);
    if (last?.status !== 'success') return undefined;
    return itemsOf(last.data.resultData.runData, END).map(({ json }) => json);
  });
}
