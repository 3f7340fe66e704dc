import type { Api } from '../http.ts';
import { instanceStatusesSchema, webhookStatusSchema } from '../schema.ts';

/** What the instance wrote down about itself. Late years only, and each trace only while its setting is on. */
export function traceCalls(api: Api) {
  return {
    /**
     * Changes of the status of the instance, kept while the setting `instanceStatuses` is on.
     * @param range Unix seconds
     */
    instanceStatuses: (range: { minTime?: number; maxTime?: number } = {}) =>
      api.call(instanceStatusesSchema, {
        method: 'GET',
        path: 'instanceStatuses',
        query: { min_time: range.minTime, max_time: range.maxTime },
        tried: 'read how the status of the instance changed',
        write: false,
      }),
    /** Whether the webhook was told of a message, kept while the setting `webhookStatuses` is on. */
    webhookStatus: (msgId: string) =>
      api.call(webhookStatusSchema, {
        method: 'GET',
        path: 'webhookStatus',
        query: { msgId },
        tried: `read whether the webhook was told of message ${msgId}`,
        write: false,
      }),
  };
}
