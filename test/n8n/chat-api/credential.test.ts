import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ChatApi } from '../../../credentials/ChatApi.credentials.ts';
import { testCredential } from '../support/credential-test.ts';
import { evaluate } from '../support/http.ts';
import { acting, credentialOf, failing, instance, only } from './site.ts';

const type = new ChatApi();

describe('the credential', () => {
  it.each(['chat-api', '1msg'] as const)(
    'is tested against the status of the instance: %s',
    async (dialect) => {
      const phone = await instance({ dialect });
      expect(await testCredential(type, credentialOf(phone))).toBe('OK');
      expect(await testCredential(type, credentialOf(phone, { token: ' sandbox-chat-token ' }))).toBe('OK');
      expect(await testCredential(type, credentialOf(phone, { token: 'another' }))).toBe('HTTP 401');
    },
  );

  it('tells of an instance that no phone is linked to, or that does not run', async () => {
    const phone = await instance();
    const told = async (state: Parameters<typeof phone.setState>[0]) => {
      phone.setState(state);
      return testCredential(type, credentialOf(phone));
    };
    expect(await told('got qr code')).toBe('No phone is linked to the instance yet: scan its QR code');
    expect(await told('not_paid')).toBe('The instance is not paid for');
    expect(await told('loading')).toBe('The instance is loading: try again in a minute');
    expect(await told('init')).toBe('The instance is starting: try again in a minute');
    expect(await told('authenticated')).toBe('OK');
  });

  it('knows a wrong token that comes with a good status, as imitations have it', async () => {
    const server = createServer((_, response) => {
      response.end('{"error":"Wrong token. Please provide token as a GET parameter."}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const credential = { service: 'compatible', dialect: 'chat-api', url, token: 'some-token' };
    expect(await testCredential(type, credential)).toBe('The token is not accepted');
  });

  it.each([
    ['chat-api', '12345', 'https://api.chat-api.com/instance12345'],
    ['chat-api', ' instance12345 ', 'https://api.chat-api.com/instance12345'],
    ['1msg', 'ABC123', 'https://api.1msg.io/ABC123'],
  ])('of %s with the instance "%s" leads to %s', async (service, number, address) => {
    const credential = { service, instance: number, token: 'some-token' };
    expect(evaluate(type.test.request.baseURL ?? '', credential)).toBe(address);
    const { chatApi } = await import('../../../nodes/ChatApi/system.ts');
    expect(chatApi.settings(credential)).toMatchObject({ url: address, dialect: service });
  });

  it.each(['', '/', '//'])('takes a base address that ends in "%s"', async (end) => {
    const phone = await instance();
    const url = `${String(phone.accountSettings().url)}${end}`;
    expect(await testCredential(type, credentialOf(phone, { url }))).toBe('OK');
    expect(only(await acting(phone, { url })('instance', 'getStatus'))).toEqual({
      accountStatus: 'authenticated',
    });
  });

  it('may lead to an address without a path', async () => {
    const phone = await instance();
    const act = acting(phone, { url: phone.origin });
    expect(only(await act('instance', 'getStatus'))).toEqual({ accountStatus: 'authenticated' });
  });

  it.each([
    [{ url: '' }, 'Base URL is empty'],
    [{ url: 'example.org' }, 'Base URL must be an address such as'],
    [{ url: 'https://example.org/instance1?token=abcd' }, 'the token has a field of its own'],
    [{ token: '' }, 'Token is empty'],
    [{ service: 'chat-api', instance: ' ' }, 'Instance ID is empty'],
    [{ service: '1msg' }, 'Instance ID is empty'],
  ])('that is not complete is refused: %j', async (changes, words) => {
    const error = await failing(acting(await instance(), changes)('instance', 'getStatus'));
    expect(error.message).toContain('The credential is not complete');
    expect(error.message).toContain(words);
    expect(error.description).toContain('Open the credential of this node');
  });

  it('says where an address without the instance leads', async () => {
    const phone = await instance();
    const act = acting(phone, { url: `${phone.origin}/instance99` });
    expect((await failing(act('instance', 'getStatus'))).description).toBe(
      'Check the base address: it must contain the instance path (https://.../instance12345).',
    );
  });
});
