import type { Channel, SlackApp, SlackUser } from './model.ts';

/** Every scope that Parley needs, and the only ones that the sandbox gives. */
export const ALL_SCOPES: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:write',
  'reactions:read',
  'reactions:write',
  'team:read',
  'users:read',
  'users:read.email',
];

export const TEAM = { id: 'T0SANDBOX1', name: 'Parley Sandbox', domain: 'parley-sandbox' };
export const APP_TOKEN = 'xapp-sandbox';
export const SIGNING_SECRET = 'sandbox-signing-secret';

/** Parley's own app, and a second one that posts in the same channels. */
export function seedApps(): SlackApp[] {
  return [
    {
      id: 'A0PARLEY01',
      name: 'parley',
      userId: 'U0PARLEY01',
      botId: 'B0PARLEY01',
      botToken: 'xoxb-sandbox',
      scopes: ALL_SCOPES,
    },
    {
      id: 'A0BUILDER1',
      name: 'builder',
      userId: 'U0BUILDER1',
      botId: 'B0BUILDER1',
      botToken: 'xoxb-sandbox-builder',
      scopes: ALL_SCOPES,
    },
  ];
}

export function seedUsers(): SlackUser[] {
  const person = (id: string, name: string, realName: string, color: string): SlackUser => ({
    id,
    name,
    realName,
    displayName: name === 'samir' ? '' : (realName.split(' ')[0] ?? ''),
    color,
    isBot: false,
  });
  return [
    person('U0NADIA001', 'nadia', 'Nadia Okafor', '#c2410c'),
    person('U0TOMAS001', 'tomas', 'Tomás Rivera', '#0f766e'),
    person('U0MEI00001', 'mei', 'Mei Lindqvist', '#7e22ce'),
    person('U0SAMIR001', 'samir', 'Samir Haddad', '#1d4ed8'),
    {
      id: 'U0PARLEY01',
      name: 'parley',
      realName: 'parley',
      displayName: '',
      color: '#334155',
      isBot: true,
      botId: 'B0PARLEY01',
    },
    {
      id: 'U0BUILDER1',
      name: 'builder',
      realName: 'builder',
      displayName: '',
      color: '#64748b',
      isBot: true,
      botId: 'B0BUILDER1',
    },
  ];
}

/** Four channels that Parley is in, one that it was not invited to, and an archived one. */
export function seedChannels(users: readonly SlackUser[]): Channel[] {
  const everybody = users.map((user) => user.id);
  const people = users.filter((user) => user.name !== 'parley').map((user) => user.id);
  const channel = (id: string, name: string, members: readonly string[], isArchived = false): Channel => ({
    id,
    name,
    isPrivate: false,
    isArchived,
    created: 1_700_000_000,
    members: new Set(members),
    messages: [],
  });
  return [
    channel('C0GENERAL1', 'general', everybody),
    channel('C0SUPPORT1', 'support', everybody),
    channel('C0COMMUNE1', 'community', everybody),
    channel('C0RANDOM01', 'random', everybody),
    channel('C0UNJOINED', 'leads', people),
    channel('C0ARCHIVED', 'old-news', everybody, true),
  ];
}
