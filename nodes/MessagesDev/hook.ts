import type { MessagesDevConnection } from '../../src/platforms/messages-dev/index.ts';
import type { HookCare } from '../kit/index.ts';

/**
 * Webhooks of a line: it has several, one for each trigger. The one of this trigger is known by its id, which is
 * remembered with its secret; those of others are never touched.
 */
export const hookCare: HookCare<MessagesDevConnection> = {
  isRegistered: async ({ connection, url }) => (await connection.webhook?.registered?.(url)) === url,
  register: async ({ connection, url }) => connection.webhook?.register?.(url),
  async unregister({ connection, url }) {
    await connection.webhook?.unregister?.();
    // One whose id was never remembered, because the answer that named it was lost. Nobody else has this address.
    const left = (await connection.client.webhooks()).filter((webhook) => webhook.url === url);
    for (const { id } of left) await connection.client.deleteWebhook(id);
  },
};
