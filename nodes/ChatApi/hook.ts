import { NodeOperationError } from 'n8n-workflow';
import type { ChatApiConnection } from '../../src/platforms/chat-api/index.ts';
import type { Hook, HookCare } from '../kit/index.ts';

/** In the memory of the trigger: the address that it has set, and the one that stood there before a test run. */
const OURS = 'url';
const REPLACED = 'replaced';

/**
 * The one webhook address of an instance. An address that somebody else has set is only replaced when that is asked
 * for; a test run gives the address back that it has replaced.
 */
export const hookCare: HookCare<ChatApiConnection> = {
  isRegistered: async (hook) => (await currentOf(hook)) === hook.url,
  async register(hook) {
    const { connection, memory, url, isTest, functions } = hook;
    const current = await currentOf(hook);
    if (current !== url) {
      const mayReplace = functions.getNodeParameter('options.replaceExisting', false) === true;
      if (current !== undefined && !mayReplace && !isOurs(hook, current)) throw foreign(hook, current);
      if (isTest) await memory.set(REPLACED, current ?? '');
      await connection.webhook?.register?.(url);
    }
    await memory.set(OURS, url);
    const { name } = connection.client.dialect;
    if (name === 'chat-api' && hook.settings.events.includes('message.status')) {
      await connection.client.setAckNotifications(true);
    }
  },
  async unregister(hook) {
    const { connection, memory, url, isTest, functions } = hook;
    const current = await currentOf(hook);
    if (current !== undefined && (current === url || current === memory.get(OURS))) {
      await connection.client.setWebhook(isTest ? (memory.get(REPLACED) ?? '') : '');
    } else if (current !== undefined) {
      functions.logger.info('The webhook address is left as it is: somebody else has set it since');
    }
    await memory.set(OURS, '');
    await memory.set(REPLACED, '');
  },
};

async function currentOf({ connection }: Hook<ChatApiConnection>): Promise<string | undefined> {
  return (await connection.webhook?.registered?.()) || undefined;
}

/** One that this trigger has set before, or this trigger's other one: that of the workflow, or of a test run. */
function isOurs({ memory, url }: Hook<ChatApiConnection>, current: string): boolean {
  return current === memory.get(OURS) || idOf(current) === idOf(url);
}

/** What an address has in common with that of the test runs of the same trigger: the host and the end of the path. */
function idOf(address: string): string {
  if (!URL.canParse(address)) return address;
  const { origin, pathname } = new URL(address);
  return [origin, ...pathname.split('/').slice(-2)].join(' ');
}

function foreign({ functions }: Hook<ChatApiConnection>, current: string): NodeOperationError {
  return new NodeOperationError(
    functions.getNode(),
    `The instance already calls another address: ${shortened(current)}`,
    {
      description:
        'An instance of Chat API calls one address only. Turn on “Replace Existing Webhook” in the options to take it over, or use the Chat API Polling Trigger, which leaves it alone.',
    },
  );
}

/** Enough of an address to know it again. The rest may be a secret. */
function shortened(address: string): string {
  if (!URL.canParse(address)) return 'one that cannot be read';
  const { host, pathname } = new URL(address);
  const [first = ''] = pathname.split('/').filter(Boolean);
  return `${host}/${first.slice(0, 12)}…`;
}
