import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../src/platforms/better-messages/index.ts';
import type { System } from '../kit/index.ts';

/** A user or a guest of a WordPress site with Better Messages. */
export const betterMessages: System<BetterMessagesConnection> = {
  credential: 'betterMessagesApi',
  signed: { headers: ['authorization', 'bm-guest-id', 'bm-guest-secret'], query: [] },
  settings: (credential) => ({ url: siteOf(credential.url), ...accountOf(credential) }),
  labels: {
    url: 'Site URL',
    user: 'User',
    applicationPassword: 'Application Password',
    id: 'Guest ID',
    secret: 'Guest Secret',
  },
  platform: (core) => core.betterMessages.betterMessages,
  connect: (core, settings, context) =>
    new core.betterMessages.BetterMessagesConnection(core.betterMessages.settings.parse(settings), context),
  people: (connection, search) => connection.findPeople(search),
};

/** Empty fields stay empty texts, so that the complaint is about the field and not about the way to sign in. */
function accountOf(credential: ICredentialDataDecryptedObject): Record<string, unknown> {
  const { signIn, user, applicationPassword, guestId, guestSecret } = credential;
  if (signIn !== 'guest') return { user: textOf(user), applicationPassword: textOf(applicationPassword) };
  const id = Number(textOf(guestId));
  return { guest: { id: Number.isNaN(id) ? 0 : Math.abs(id), secret: textOf(guestSecret) } };
}

/** People leave the scheme out. */
function siteOf(url: unknown): string {
  const typed = textOf(url);
  return typed === '' || /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
