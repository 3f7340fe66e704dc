import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf, degreesOf } from '../../reading.ts';
import { sendOne } from '../../sending.ts';

export const sendLocation: Operation<ChatApiConnection> = {
  value: 'sendLocation',
  name: 'Send Location',
  action: 'Send a location',
  description: 'Send a place on the map',
  fields: [
    conversation,
    {
      displayName: 'Latitude',
      name: 'latitude',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 48.8584',
    },
    {
      displayName: 'Longitude',
      name: 'longitude',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. 2.2945',
    },
    {
      displayName: 'Address',
      name: 'address',
      type: 'string',
      typeOptions: { rows: 2 },
      default: '',
      required: true,
      description: 'What stands below the map, at most two lines',
    },
  ],
  async run(call) {
    const to = conversationOf(call);
    const place = {
      lat: degreesOf(call, 'latitude', 90),
      lng: degreesOf(call, 'longitude', 180),
      address: call.text('address'),
    };
    return sendOne(call, to, call.connection.client.sendLocation(to, place));
  },
};
