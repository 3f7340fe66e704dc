import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialType, IDataObject, INodeType } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { expect, it, onTestFinished } from 'vitest';
import { BetterMessagesApi } from '../../../credentials/BetterMessagesApi.credentials.ts';
import { BuddyPressApi } from '../../../credentials/BuddyPressApi.credentials.ts';
import { ChatApi as ChatApiCredential } from '../../../credentials/ChatApi.credentials.ts';
import { MessagesDevApi } from '../../../credentials/MessagesDevApi.credentials.ts';
import { BetterMessages } from '../../../nodes/BetterMessages/BetterMessages.node.ts';
import { BuddyPress } from '../../../nodes/BuddyPress/BuddyPress.node.ts';
import { ChatApi } from '../../../nodes/ChatApi/ChatApi.node.ts';
import { MessagesDev } from '../../../nodes/MessagesDev/MessagesDev.node.ts';
import { run } from '../support/run.ts';

const SECRET = 'aSecretOf20Letters99';
const site = { user: 'parley', applicationPassword: SECRET };
const at = (value: string): IDataObject => ({ __rl: true, mode: 'id', value });
const cases: readonly [INodeType, ICredentialType, IDataObject, IDataObject][] = [
  [new BuddyPress(), new BuddyPressApi(), { ...site, version: 'v2' }, { thread: at('1') }],
  [new BetterMessages(), new BetterMessagesApi(), { ...site, signIn: 'user' }, { conversation: at('1') }],
  [
    new ChatApi(),
    new ChatApiCredential(),
    { service: 'compatible', dialect: 'chat-api', token: SECRET },
    { conversation: at('17472822486@c.us') },
  ],
  [
    new MessagesDev(),
    new MessagesDevApi(),
    { apiKey: SECRET, line: '+15551234567' },
    { conversation: at('+15550001111') },
  ],
];

it.each(cases.map((one) => [one[0].description.displayName, one] as const))(
  '%s says where a redirect leads, and takes the credential nowhere',
  async (_, [type, credentialType, credential, target]) => {
    const server = createServer(({ url = '' }, response) => {
      response.writeHead(301, { location: `https://www.example.org${url}` }).end('<html>Moved</html>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const parameters = { resource: 'message', operation: 'send', text: 'hello', ...target };
    const error: unknown = await run({
      type,
      credentialType,
      credential: { ...credential, url } as never,
      parameters,
    }).catch((thrown: unknown) => thrown);
    if (!(error instanceof NodeApiError)) throw new Error('It did not fail.');
    expect(error.message).toMatch(/: HTTP 301, which leads to https:\/\/www\.example\.org\//);
    expect(error.description).toBe(
      'Give the address that does not lead elsewhere: one that begins with https://www.example.org.',
    );
    expect(JSON.stringify(error) + String(error.stack)).not.toContain(SECRET);
  },
);
