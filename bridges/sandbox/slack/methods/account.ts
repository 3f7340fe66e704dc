import type { SlackUser } from '../model.ts';
import { SlackFailure } from '../model.ts';
import { TEAM } from '../seed.ts';
import { avatarUrl, servedAt } from '../show.ts';
import type { Call, Methods } from './call.ts';
import { page } from './call.ts';

/** Who the app, its bot and the people of the workspace are. */
export const accountMethods: Methods = {
  'auth.test': {
    scopes: [],
    run: ({ workspace, app }) => ({
      url: `${servedAt.get(workspace) ?? ''}/`,
      team: TEAM.name,
      user: app.name,
      team_id: TEAM.id,
      user_id: app.userId,
      bot_id: app.botId,
      is_enterprise_install: false,
    }),
  },
  'bots.info': {
    scopes: ['users:read'],
    run: (call) => {
      const app = call.workspace.apps.find((candidate) => candidate.botId === call.text('bot'));
      if (!app) throw new SlackFailure('bot_not_found');
      return {
        bot: {
          id: app.botId,
          deleted: false,
          name: app.name,
          app_id: app.id,
          user_id: app.userId,
          icons: { image_48: avatarUrl(call.workspace, app.userId) },
        },
      };
    },
  },
  'team.info': { scopes: ['team:read'], run: () => ({ team: TEAM }) },
  'users.info': {
    scopes: ['users:read'],
    run: (call) => {
      const user = call.workspace.users.get(call.need('user'));
      if (!user) throw new SlackFailure('user_not_found');
      return { user: showUser(call, user) };
    },
  },
  'users.list': {
    scopes: ['users:read'],
    run: (call) => {
      const users = page([...call.workspace.users.values()], call, 200, ({ id }) => id);
      return {
        members: users.items.map((user) => showUser(call, user)),
        response_metadata: { next_cursor: users.next },
      };
    },
  },
};

function showUser({ workspace, app: asking }: Call, user: SlackUser): Record<string, unknown> {
  const image = avatarUrl(workspace, user.id);
  const app = workspace.apps.find((candidate) => candidate.userId === user.id);
  return {
    id: user.id,
    team_id: TEAM.id,
    name: user.name,
    deleted: false,
    color: user.color.slice(1),
    real_name: user.realName,
    tz: 'Europe/Paris',
    is_bot: user.isBot,
    is_app_user: false,
    profile: {
      real_name: user.realName,
      display_name: user.displayName,
      ...(asking.scopes.includes('users:read.email') && !user.isBot
        ? { email: `${user.name}@example.org` }
        : {}),
      image_24: image,
      image_48: image,
      image_72: image,
      ...(app ? { api_app_id: app.id, bot_id: app.botId } : {}),
    },
  };
}
