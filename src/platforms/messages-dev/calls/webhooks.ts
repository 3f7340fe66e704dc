import type { Api } from '../http.ts';
import { deletedSchema, webhookSchema } from '../schema.ts';

/** Webhooks of the line; there may be several, of several programs. */
export function webhookCalls(api: Api) {
  const from = api.settings.line;
  return {
    webhooks: () =>
      api.all(webhookSchema, {
        method: 'GET',
        path: '/webhooks',
        query: { from },
        tried: 'list the webhooks',
        write: false,
        scope: 'webhooks:read',
      }),
    /** The answer holds the secret, which is never shown again. @param url must be HTTPS */
    createWebhook: (url: string, events: readonly string[]) =>
      api.call(webhookSchema, {
        method: 'POST',
        path: '/webhooks',
        body: { from, url, events },
        tried: 'set up a webhook',
        write: true,
        scope: 'webhooks:write',
      }),
    deleteWebhook: (id: string) =>
      api.call(deletedSchema, {
        method: 'DELETE',
        path: '/webhooks',
        body: { id },
        tried: `remove the webhook ${id}`,
        write: true,
        scope: 'webhooks:write',
      }),
  };
}
