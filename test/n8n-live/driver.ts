import type { ICredentialDataDecryptedObject, IDataObject, INodeTypeDescription } from 'n8n-workflow';
import { z } from 'zod';
import { Api } from './api.ts';
import type { Execution, RunData } from './execution.ts';
import { executionSchema, itemsOf } from './execution.ts';
import { until } from './wait.ts';
import type { WorkflowPlan } from './workflow.ts';

/** Failed activations are tried again for about 15 seconds before n8n says so. */
const ACTIVE_WITHIN_MS = 40_000;
const DONE_WITHIN_MS = 60_000;

const idSchema = z.object({ data: z.object({ id: z.string() }) });
const workflowSchema = z.object({
  data: z
    .object({ id: z.string(), versionId: z.string(), active: z.boolean(), staticData: z.unknown() })
    .passthrough(),
});
const statusSchema = z.object({
  data: z.object({
    status: z.string(),
    triggers: z.array(z.object({ errorMessage: z.string().nullish() }).passthrough()).nullish(),
  }),
});
const testSchema = z.object({ data: z.object({ status: z.string(), message: z.string() }) });
const runSchema = z.object({
  data: z.object({ executionId: z.string().optional(), waitingForWebhook: z.boolean().optional() }),
});
const executionsSchema = z.object({ data: z.array(executionSchema) });
const nodeTypesSchema = z.array(
  z.custom<INodeTypeDescription>((value) => z.object({ name: z.string() }).safeParse(value).success),
);
const credentialTypesSchema = z.array(
  z.object({ name: z.string(), iconUrl: z.unknown(), icon: z.unknown() }).passthrough(),
);

/** What a person does with n8n, as calls. */
export class Driver {
  readonly api: Api;

  constructor(origin: string) {
    this.api = new Api(origin);
  }

  async nodeTypes(): Promise<INodeTypeDescription[]> {
    return nodeTypesSchema.parse(await this.api.call('GET', '/types/nodes.json'));
  }

  async credentialTypes() {
    return credentialTypesSchema.parse(await this.api.call('GET', '/types/credentials.json'));
  }

  async createCredential(name: string, type: string, data: ICredentialDataDecryptedObject): Promise<string> {
    const made = await this.api.call('POST', '/rest/credentials', { name, type, data });
    return idSchema.parse(made).data.id;
  }

  /** What the button "Test" of a credential says; `status` is "OK" or "Error". */
  async testCredential(name: string, type: string, data: ICredentialDataDecryptedObject) {
    const id = await this.createCredential(name, type, data);
    const credentials = { id, name, type, data };
    return testSchema.parse(await this.api.call('POST', '/rest/credentials/test', { credentials })).data;
  }

  async createWorkflow(plan: WorkflowPlan): Promise<string> {
    const body = { ...plan, settings: { executionOrder: 'v1' }, active: false };
    return idSchema.parse(await this.api.call('POST', '/rest/workflows', body)).data.id;
  }

  async workflow(id: string) {
    return workflowSchema.parse(await this.api.call('GET', `/rest/workflows/${id}`)).data;
  }

  async deleteWorkflow(id: string): Promise<void> {
    await this.api.call('POST', `/rest/workflows/${id}/archive`, {});
    await this.api.call('DELETE', `/rest/workflows/${id}`);
  }

  /** Resolves when all triggers of the workflow have begun. @throws {Error} with their messages when one cannot */
  async activate(id: string): Promise<void> {
    const { versionId } = await this.workflow(id);
    await this.api.call('POST', `/rest/workflows/${id}/activate`, { versionId });
    const ended = await until(`workflow ${id} to be active`, ACTIVE_WITHIN_MS, async () => {
      const { status, triggers } = await this.publication(id);
      return status === 'published' || status === 'failed' ? { status, triggers } : undefined;
    });
    if (ended.status === 'published') return;
    const messages = ended.triggers?.map(({ errorMessage }) => errorMessage).filter(Boolean) ?? [];
    throw new Error(`The workflow could not be activated: ${messages.join('; ')}`);
  }

  /** Takes effect a moment later: n8n answers first. */
  async deactivate(id: string): Promise<void> {
    await this.api.call('POST', `/rest/workflows/${id}/deactivate`, {});
  }

  async publication(id: string) {
    return statusSchema.parse(await this.api.call('GET', `/rest/workflows/${id}/publication-status`)).data;
  }

  /** As the button "Execute workflow" does. Resolves with nothing when n8n waits for a webhook first. */
  async runManually(id: string, trigger: string): Promise<string | undefined> {
    const workflowData = await this.workflow(id);
    const body = { workflowData, triggerToStartFrom: { name: trigger } };
    const { data } = runSchema.parse(await this.api.call('POST', `/rest/workflows/${id}/run`, body));
    return data.executionId;
  }

  /** Resolves when the execution has ended, well or not. */
  async execution(id: string): Promise<Execution> {
    return until(`execution ${id} to end`, DONE_WITHIN_MS, async () => {
      const path = `/api/v1/executions/${id}?includeData=true`;
      const execution = executionSchema.parse(await this.api.call('GET', path));
      return ['success', 'error', 'crashed', 'canceled'].includes(execution.status) ? execution : undefined;
    });
  }

  /** Executions of a workflow with their data, the oldest first, manual ones too. */
  async executions(workflow: string): Promise<Execution[]> {
    const path = `/api/v1/executions?workflowId=${workflow}&includeData=true&limit=100`;
    return executionsSchema.parse(await this.api.call('GET', path)).data.reverse();
  }

  /** Runs a workflow by its manual trigger and gives what its nodes made. */
  async run(plan: WorkflowPlan, trigger: string): Promise<RunData> {
    const id = await this.createWorkflow(plan);
    const execution = await this.runManually(id, trigger);
    if (execution === undefined) throw new Error('n8n waits for a webhook instead of running the workflow.');
    const { error, runData } = (await this.execution(execution)).data.resultData;
    if (error) throw new Error(error.message);
    return runData;
  }

  /** What a node has left in the workflow's static data. */
  async staticData(workflow: string, node: string): Promise<unknown> {
    const { staticData } = await this.workflow(workflow);
    const all = z.record(z.unknown()).nullish().parse(staticData);
    return all?.[`node:${node}`];
  }

  /** JSON of the items that a node has handed on in all executions that were not manual, in order. */
  async emitted(workflow: string, node: string): Promise<IDataObject[]> {
    const executions = await this.executions(workflow);
    return executions
      .filter(({ mode }) => mode !== 'manual')
      .flatMap(({ data }) => itemsOf(data.resultData.runData, node).map(({ json }) => json));
  }
}
