import type { INodeProperties } from 'n8n-workflow';
import type { Connection, Root } from '../../../src/index.ts';
import type { Call } from '../call.ts';
import type { Operation } from '../operation.ts';
import { sendMessage } from '../send.ts';
import { waitFields } from './fields.ts';
import { formFieldsOf } from './form.ts';
import { waitUntil } from './until.ts';

interface Link {
  readonly label: string;
  readonly url: string;
}

/**
 * The operation that asks people and has the execution wait for their answer. The name of the operation and of its
 * parameters are those that n8n looks for: it makes a tool for human review of every node that has them.
 * @param target the parameter for the conversation, and those that belong to it
 * @param conversation reads it
 */
export function sendAndWait<C extends Connection>(
  target: readonly INodeProperties[],
  conversation: (call: Call<C>) => string | Promise<string>,
): Operation<C> {
  return {
    value: 'sendAndWait',
    name: 'Send and Wait for Response',
    action: 'Send a message and wait for a response',
    description: 'Ask in a conversation, and go on when somebody has answered',
    fields: [...target, ...waitFields],
    waits: true,
    async run(call) {
      const deadline = waitUntil(call, Date.now());
      const links = linksOf(call);
      const text = call.core.markdown.parse(call.text('message'));
      const sent = await sendMessage(call, {
        conversation: await conversation(call),
        text: { ...text, children: [...text.children, ...links.map(paragraph)] },
      });
      await call.functions.putExecutionToWait(deadline);
      return sent;
    },
  };
}

function linksOf(call: Call): Link[] {
  const { functions } = call;
  const approve = functions.getSignedResumeUrl({ approved: 'true' });
  if (call.raw('responseType') !== 'approval') {
    formFieldsOf(call);
    return [{ label: call.optional('options.messageButtonLabel') ?? 'Respond', url: approve }];
  }
  const yes = { label: call.optional('approvalOptions.values.approveLabel') ?? 'Approve', url: approve };
  if (call.raw('approvalOptions.values.approvalType') === 'single') return [yes];
  const label = call.optional('approvalOptions.values.disapproveLabel') ?? 'Decline';
  return [yes, { label, url: functions.getSignedResumeUrl({ approved: 'false' }) }];
}

/** "Approve: https://…": the address is there to be seen where a service shows no named links. */
function paragraph({ label, url }: Link): Root['children'][number] {
  return {
    type: 'paragraph',
    children: [
      { type: 'text', value: `${label}: ` },
      { type: 'link', url, children: [{ type: 'text', value: url }] },
    ],
  };
}
