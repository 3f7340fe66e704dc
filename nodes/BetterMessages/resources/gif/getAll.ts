import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { pageNumber } from '../../paging.ts';

const search: INodeProperties = {
  displayName: 'Search',
  name: 'search',
  type: 'string',
  default: '',
  placeholder: 'e.g. thank you',
  description: 'What the GIFs are to show; the popular ones when it is empty',
};

export const getAll: Operation<BetterMessagesConnection> = {
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many GIFs',
  description: 'Look for GIFs, one page at a time, where the site has a provider of GIFs',
  fields: [search, pageNumber],
  async run(call) {
    const [text, page] = [call.optional('search'), call.number('page')];
    return loose(await call.connection.client.gifs(text, page));
  },
};
