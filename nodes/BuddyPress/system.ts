import type { BuddyPressConnection } from '../../src/platforms/buddypress/index.ts';
import type { System } from '../kit/index.ts';

/** A member of a BuddyPress site. */
export const buddyPress: System<BuddyPressConnection> = {
  credential: 'buddyPressApi',
  signed: { headers: ['authorization'], query: [] },
  settings: ({ url, user, applicationPassword, version }) => ({
    url,
    user,
    applicationPassword,
    ...(version === 'auto' ? {} : { version }),
  }),
  labels: {
    url: 'Site URL',
    user: 'User',
    applicationPassword: 'Application Password',
    version: 'API Version',
  },
  platform: ({ buddypress }) => buddypress.buddypress,
  connect: ({ buddypress }, settings, context) =>
    new buddypress.BuddyPressConnection(buddypress.settings.parse(settings), context),
  people: async ({ client }, search = '') =>
    (await client.findMembers(search, 50)).map(({ id, name }) => ({ id: String(id), name })),
};
