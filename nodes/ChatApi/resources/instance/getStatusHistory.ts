import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { secondsOf } from '../../reading.ts';

export const getStatusHistory: Operation<ChatApiConnection> = {
  value: 'getStatusHistory',
  name: 'Get Status History',
  action: 'Get the status history of the instance',
  description: 'Read how the status changed, as far as the setting Keep Statuses was on',
  fields: [
    {
      displayName: 'Filters',
      name: 'filters',
      type: 'collection',
      placeholder: 'Add filter',
      default: {},
      options: [
        { displayName: 'Since', name: 'since', type: 'dateTime', default: '' },
        { displayName: 'Until', name: 'until', type: 'dateTime', default: '' },
      ],
    },
  ],
  async run(call) {
    const [minTime, maxTime] = [secondsOf(call, 'filters.since'), secondsOf(call, 'filters.until')];
    const { data } = await call.connection.client.instanceStatuses({
      ...(minTime === undefined ? {} : { minTime }),
      ...(maxTime === undefined ? {} : { maxTime }),
    });
    return data ?? [];
  },
};
