import type { BuddyPressConnection } from '../../src/platforms/buddypress/index.ts';
import type { System } from '../kit/index.ts';

/** A member of a BuddyPress site. */
export const buddyPress: System<BuddyPressConnection> = {
  credential: 'buddyPressApi',
  signed: { headers: ['authorization'], query: [] },
  settings: ({ url, user, applicationPassword, version }) => ({
    url: addressOf(url),
    user,
    applicationPassword,
    ...(version === 'v1' || version === 'v2' ? { version } : {}),
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
  people: (connection, search) => connection.findPeople(search),
};

/** People leave the scheme out. */
function addressOf(url: unknown): string {
  if (typeof url !== 'string' || url.trim() === '') return '';
  return /^[a-z][a-z\d+.-]*:\/\//i.test(url.trim()) ? url.trim() : `https://${url.trim()}`;
}
