import type { IWebhookDescription } from 'n8n-workflow';

/** Where the answers to Send and Wait come in, while an execution waits. n8n checks the signature of the address. */
export const waitWebhooks: IWebhookDescription[] = (['GET', 'POST'] as const).map((httpMethod) => ({
  name: 'default',
  httpMethod,
  responseMode: 'onReceived',
  responseData: '',
  path: '={{ $nodeId }}',
  restartWebhook: true,
  isFullPath: true,
}));

/** Shown on the node while it waits. */
export const waitingTooltip =
  '={{ $parameter.operation === "sendAndWait" ? "The workflow goes on when somebody has answered" : "" }}';
