import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { fileId } from '../../fields.ts';

export const getUrl: Operation<MessagesDevConnection> = {
  value: 'getUrl',
  name: 'Get URL',
  action: 'Get the URL of a file',
  description: 'Get an address under which anybody can fetch a file for a while',
  fields: [fileId],
  async run(call) {
    const id = call.id('fileId');
    return { id, url: await call.connection.client.fileUrl(id) };
  },
};
