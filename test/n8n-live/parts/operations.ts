import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import { same } from '../checks.ts';
import { errorOf, itemsOf } from '../execution.ts';
import { PACKAGE, fieldsOf, operationsOf } from '../package.ts';
import type { Part } from '../part.ts';
import type { Stage } from '../stage.ts';
import { serviceOf } from '../stage.ts';
import type { Account, LiveSystem, Step } from '../systems/index.ts';
import { systems } from '../systems/index.ts';
import type { NodePlan } from '../workflow.ts';
import { MANUAL, chain } from '../workflow.ts';

/** Tried by a part of its own: it stops the workflow. */
const ELSEWHERE = ['sendAndWait'];
/** n8n adds it to every node that has a credential. */
const OF_N8N = '__CUSTOM_API_CALL__';

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
      for (const account of system.accounts) {
        const emulator = serviceOf(stage.sandbox, account.service);
        const steps = allSteps(system, account, emulator, type.properties);
        const runData = await check(`the operations of ${system.node} on ${account.service}`, () =>
          carryOut(stage, { system, account, emulator, steps, properties: type.properties }),
        );
        if (!runData) continue;
        for (const step of steps) {
          const name = nameOf(step);
          await check(`${account.service}: ${name}`, () => {
            const error = errorOf(runData, name);
            if (error !== undefined) throw new Error(error);
            const [item] = itemsOf(runData, name);
            if (!item || Object.keys(item.json).length === 0) throw new Error('It handed nothing on.');
          });
        }
      }
    }
  },
};

interface Play {
  readonly system: LiveSystem;
  readonly account: Account;
  readonly emulator: Emulator;
  readonly steps: readonly Step[];
  readonly properties: readonly INodeProperties[];
}

function carryOut({ driver }: Stage, { system, account, emulator, steps, properties }: Play) {
  const { service, credential } = account;
  const values = system.values(emulator);
  return driver.createCredential(`${service}, operations`, credential, account.data(emulator)).then((id) => {
    const plans = steps.flatMap((step): NodePlan[] => [
      ...(step.file ? fileNodes(nameOf(step)) : []),
      {
        name: nameOf(step),
        type: `${PACKAGE}.${system.node}`,
        parameters: parametersOf(step, values, properties),
        credential: { type: credential, id },
        goesOn: true,
      },
    ]);
    return driver.run(chain(`Operations on ${service}`, [MANUAL, ...plans]), MANUAL.name);
  });
}

/** Those that nothing is said about come first: what reads does not disturb what follows. */
function allSteps(
  { steps }: LiveSystem,
  account: Account,
  emulator: Emulator,
  properties: readonly INodeProperties[],
): readonly Step[] {
  const told = steps(emulator).filter(({ only }) => only === undefined || only.includes(account.service));
  const others = operationsOf(properties)
    .filter(({ operation }) => operation !== OF_N8N && !ELSEWHERE.includes(operation))
    .map(({ resource, operation }) => ({ operation: `${resource}.${operation}` }))
    .filter(({ operation }) => !told.some((step) => step.operation === operation));
  return [...others, ...told];
}

function nameOf({ name, operation }: Step): string {
  return name ?? operation;
}

function parametersOf(
  step: Step,
  values: INodeParameters,
  properties: readonly INodeProperties[],
): INodeParameters {
  const [resource = '', operation = ''] = step.operation.split('.');
  const names = fieldsOf(properties, { resource, operation }).map(({ name }) => name);
  const given = Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
  return { resource, operation, ...given, ...step.parameters };
}

/** Two of n8n's own nodes that put a small text file into the field `data`. */
function fileNodes(before: string): NodePlan[] {
  const content = { content: Buffer.from(`A file for ${before}`).toString('base64') };
  return [
    {
      name: `Bytes for ${before}`,
      type: 'n8n-nodes-base.set',
      typeVersion: 3.4,
      parameters: { mode: 'raw', jsonOutput: JSON.stringify(content) },
    },
    {
      name: `File for ${before}`,
      type: 'n8n-nodes-base.convertToFile',
      typeVersion: 1.1,
      parameters: {
        operation: 'toBinary',
        sourceProperty: 'content',
        options: { fileName: 'note.txt', mimeType: 'text/plain' },
      },
    },
  ];
}
