import type { IDataObject, IHookFunctions, INodeType, WorkflowExecuteMode } from 'n8n-workflow';
import { fake } from './fake.ts';
import type { Place } from './functions.ts';
import { parameterOf } from './functions.ts';

export interface HookCall {
  /** The static data of the node. */
  readonly data: IDataObject;
  /** What n8n's address for the webhook is. */
  readonly url: string;
  readonly mode: WorkflowExecuteMode;
}

/** What n8n gives to `checkExists`, `create` and `delete`. */
export function hookFunctions(common: Place, type: INodeType, { data, url, mode }: HookCall): IHookFunctions {
  return fake<IHookFunctions>('the hook', {
    ...common,
    helpers: fake<IHookFunctions['helpers']>('helpers', {
      httpRequest: common.helpers.httpRequest,
      httpRequestWithAuthentication: common.helpers.httpRequestWithAuthentication,
    }),
    getMode: () => mode,
    getActivationMode: () => (mode === 'manual' ? 'manual' : mode === 'internal' ? 'update' : 'activate'),
    getNodeParameter: (name: string, fallback?: unknown): object =>
      parameterOf(common.getNode(), type, name, fallback) as object,
    getNodeWebhookUrl: () => url,
    getWorkflowStaticData: () => data,
  });
}
