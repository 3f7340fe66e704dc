import type { Redelivery } from '../../bridges/sandbox/slack/index.ts';
import { startSlack } from '../../bridges/sandbox/slack/index.ts';
import { createNodeHost } from '../../bridges/host/node-host.ts';
import { slack } from '../../bridges/slack/index.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import type { Log } from '../../src/host/index.ts';

export { MemoryIntake, eventually } from '../support/memory-intake.ts';

const nothing = (): void => undefined;
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Slack's times of redelivery, a hundred times faster, and no wait at all for the first. */
export const FAST: Redelivery = { waitMs: 300, delaysMs: [0, 100, 500] };

export type Workspace = Awaited<ReturnType<typeof startSlack>>;
export type SlackConnection = ReturnType<typeof slack.connect>;

/** A workspace, and a way to connect to it. Closed by `close`. */
export async function openWorkspace(options: Parameters<typeof startSlack>[0] = {}) {
  const workspace = await startSlack(options);
  const host = createNodeHost(silent);
  const [conversation = '', other = ''] = workspace.conversations().map(({ id }) => id);
  const [ann = '', ben = ''] = workspace.people().map(({ id }) => id);
  const connect = (settings: object = {}): SlackConnection =>
    slack.connect(slack.settings.parse({ ...workspace.accountSettings(), ...settings }), {
      account: 'here',
      host,
      memory: briefMemory(),
    });
  return {
    workspace,
    host,
    connect,
    conversation,
    other,
    ann,
    ben,
    say: async (text: string, replyTo?: string): Promise<string> => {
      const said = { conversation, as: ann, text };
      return (await workspace.say(replyTo === undefined ? said : { ...said, replyTo })).id;
    },
    close: async () => {
      await workspace.close();
      await host.close();
    },
  };
}
export type Stage = Awaited<ReturnType<typeof openWorkspace>>;
