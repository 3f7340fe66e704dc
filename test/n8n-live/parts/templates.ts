import { readdir, readFile } from 'node:fs/promises';
import type { INode } from 'n8n-workflow';
import { z } from 'zod';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import { same } from '../checks.ts';
import { errorOf } from '../execution.ts';
import { startModel } from '../model.ts';
import type { Part } from '../part.ts';
import type { Stage } from '../stage.ts';
import { serviceOf } from '../stage.ts';
import { byId, firstConversation, write } from '../systems/contract.ts';
import { systems } from '../systems/index.ts';
import { until } from '../wait.ts';
import type { WorkflowPlan } from '../workflow.ts';
import { answerFrom, lastLinks } from './send-and-wait.ts';

const DONE_WITHIN_MS = 60_000;

const templateSchema = z.object({
  name: z.string(),
  nodes: z.array(z.custom<INode>((node) => typeof node === 'object')),
  connections: z.custom<WorkflowPlan['connections']>((value) => typeof value === 'object'),
});

/** What somebody who imports a template does with it, and what comes of it. */
interface Trial {
  readonly file: string;
  /** The choices that its note asks for, by name of the node. */
  readonly choices: (stage: Stage) => Record<string, INode['parameters']>;
  /** What happens in the world. Triggers that ask are asked again afterwards. */
  readonly happens: (stage: Stage) => Promise<void>;
  /** Started by hand instead: the schedule would come in the morning. */
  readonly byHand?: string;
  /** Looks at what came of it; called again until it is there. */
  readonly sees: (stage: Stage) => Promise<boolean>;
}

const text = (emulator: Emulator, index = -1) =>
  emulator.read(firstConversation(emulator)).then((messages) => messages.at(index)?.shown ?? '');

const TRIALS: readonly Trial[] = [
  {
    file: 'auto-reply.json',
    choices: () => ({ 'New message': { options: { quietSeconds: 0 } } }),
    happens: (stage) => write(serviceOf(stage, 'better-messages'), 'When do you open?'),
    sees: async (stage) => (await text(serviceOf(stage, 'better-messages'))).includes('You said:'),
  },
  {
    file: 'approve-before-sending.json',
    choices: (stage) => ({
      'Ask a colleague': { conversation: byId(firstConversation(serviceOf(stage, 'messages-dev'))) },
    }),
    happens: (stage) => write(serviceOf(stage, 'buddypress'), 'May I have a refund?'),
    async sees(stage) {
      const asked = await lastLinks(serviceOf(stage, 'messages-dev'));
      if (asked['Send it'] !== undefined) await answerFrom(asked['Send it']);
      return (await text(serviceOf(stage, 'buddypress'))).includes('You said:');
    },
  },
  {
    file: 'mirror-to-slack.json',
    choices: (stage) => ({
      'New message': { filters: { conversations: [firstConversation(serviceOf(stage, 'buddypress'))] } },
      'Post in the channel': { channelId: byId(firstConversation(serviceOf(stage, 'slack'))) },
    }),
    happens: (stage) => write(serviceOf(stage, 'buddypress'), 'for <everybody> & the team'),
    sees: async (stage) => (await text(serviceOf(stage, 'slack'))).includes('for <everybody> & the team'),
  },
  {
    file: 'daily-digest.json',
    byHand: 'Every morning',
    choices: (stage) => ({
      'Send the digest': { conversation: byId(firstConversation(serviceOf(stage, 'chat-api'))) },
    }),
    happens: (stage) => write(serviceOf(stage, 'buddypress'), 'not read yet'),
    sees: async (stage) => (await text(serviceOf(stage, 'chat-api'))).includes('Unread: '),
  },
  {
    file: 'support-triage.json',
    choices: (stage) => ({
      'Customer writes': { filters: {} },
      'Wake the person on call': {
        conversation: byId(firstConversation(serviceOf(stage, 'messages-dev'))),
      },
    }),
    happens: (stage) => write(serviceOf(stage, 'chat-api'), 'The shop is down!'),
    sees: async (stage) =>
      (await text(serviceOf(stage, 'messages-dev'))).includes('The shop is down!') &&
      (await text(serviceOf(stage, 'chat-api'))).includes('Somebody of us is looking'),
  },
  {
    file: 'file-archive.json',
    choices: (stage) => ({ Keep: { fileName: `=${stage.n8n.files}/{{ $json.fileName }}` } }),
    async happens(stage) {
      const emulator = serviceOf(stage, 'better-messages');
      const conversation = firstConversation(emulator);
      const [as = ''] = emulator.conversations().find(({ id }) => id === conversation)?.people ?? [];
      const bytes = new TextEncoder().encode('the plan');
      await emulator.say({
        conversation,
        as,
        text: 'here it is',
        files: [{ name: '../plan.txt', mimeType: 'text/plain', bytes }],
      });
    },
    async sees(stage) {
      const names = await readdir(stage.n8n.files);
      const [name] = names.filter((one) => one.endsWith('plan.txt'));
      return name !== undefined && (await readFile(`${stage.n8n.files}/${name}`, 'utf8')) === 'the plan';
    },
  },
];

/** The workflows of `examples/n8n`, as people import them. */
export const templates: Part = {
  name: 'templates',
  what: 'the six templates: imported, set up as their notes say, and run',
  async run(stage, { check }) {
    const model = await startModel();
    try {
      const credentials = await credentialsFor(stage, model.url);
      for (const trial of TRIALS) {
        await check(trial.file, () => tryOut(stage, trial, credentials));
      }
    } finally {
      await model.close();
    }
  },
};

async function tryOut(stage: Stage, trial: Trial, credentials: Map<string, string>): Promise<void> {
  const { driver } = stage;
  const plan = await imported(stage, trial, credentials);
  const id = await driver.createWorkflow(plan);
  if (trial.byHand === undefined) {
    await driver.activate(id);
    await trial.happens(stage);
    if (await asks(stage, plan)) {
      // They do so at activation, and then a minute later.
      await driver.deactivate(id);
      await driver.activate(id);
    }
  } else {
    await trial.happens(stage);
    const execution = await driver.runManually(id, trial.byHand);
    if (execution === undefined) throw new Error('n8n waits for something instead of running it.');
  }
  await until('what the template is for', DONE_WITHIN_MS, async () => {
    const [failed] = (await driver.executions(id)).filter(({ status }) => status === 'error');
    if (failed) throw new Error(failureOf(failed.data.resultData));
    return (await trial.sees(stage)) || undefined;
  });
  await driver.deactivate(id);
  await until('every execution to have ended well', DONE_WITHIN_MS, async () => {
    const statuses = (await driver.executions(id)).map(({ status }) => status);
    return (statuses.length > 0 && statuses.every((status) => status === 'success')) || undefined;
  });
  same((await driver.executions(id)).length, 1, 'the number of executions');
}

/** Whether the trigger asks, instead of being told. */
async function asks({ driver }: Stage, { nodes }: WorkflowPlan): Promise<boolean> {
  const types = await driver.nodeTypes();
  return types.some(({ name, polling }) => polling === true && nodes.some(({ type }) => type === name));
}

function failureOf({
  error,
  runData,
}: {
  error?: { message: string } | undefined;
  runData: Parameters<typeof errorOf>[0];
}): string {
  const said = Object.keys(runData).map((node) => [node, errorOf(runData, node)].join(': '));
  return [error?.message, ...said].filter(Boolean).join('; ');
}

async function imported(
  stage: Stage,
  { file, choices }: Trial,
  credentials: Map<string, string>,
): Promise<WorkflowPlan> {
  const template = templateSchema.parse(JSON.parse(await readFile(`examples/n8n/${file}`, 'utf8')));
  const chosen = choices(stage);
  const missing = Object.keys(chosen).filter((name) => !template.nodes.some((node) => node.name === name));
  same(missing, [], 'what the template has no node for');
  const types = await stage.driver.nodeTypes();
  const nodes = template.nodes.map((node) => {
    const type = types.find(({ name }) => name === node.type);
    if (!type) throw new Error(`${node.name}: n8n knows no ${node.type}.`);
    const needed = (type.credentials ?? []).flatMap(({ name }) => {
      const id = credentials.get(name);
      return id === undefined ? [] : [[name, { id, name }] as const];
    });
    const webhookId = node.webhookId === undefined ? {} : { webhookId: crypto.randomUUID() };
    return {
      ...node,
      ...webhookId,
      parameters: { ...node.parameters, ...chosen[node.name] },
      credentials: Object.fromEntries(needed),
    };
  });
  return { name: template.name, nodes, connections: template.connections };
}

async function credentialsFor(stage: Stage, modelUrl: string): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  for (const { accounts } of systems) {
    for (const { service, credential, data } of accounts) {
      if (made.has(credential)) continue;
      const id = await stage.driver.createCredential(
        service,
        credential,
        await data(serviceOf(stage, service)),
      );
      made.set(credential, id);
    }
  }
  const { botToken } = serviceOf(stage, 'slack').accountSettings();
  const slack = { accessToken: String(botToken) };
  made.set('slackApi', await stage.driver.createCredential('Slack', 'slackApi', slack));
  const openAi = { apiKey: 'sk-test', url: modelUrl };
  made.set('openAiApi', await stage.driver.createCredential('OpenAI', 'openAiApi', openAi));
  return made;
}
