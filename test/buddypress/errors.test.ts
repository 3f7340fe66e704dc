import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../src/host/index.ts';
import { ALICE, VERSIONS, stage } from './stage.ts';

async function failure(call: Promise<unknown>): Promise<ServiceError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ServiceError)) throw new Error(`expected a ServiceError, got ${String(error)}`);
  return error;
}

describe.each(VERSIONS)('errors of BuddyPress %s', (version) => {
  test('a wrong application password is named as such, without being shown', async () => {
    const { connect } = await stage({ version });
    const wrong = connect({ applicationPassword: 'abcd efgh ijkl mnop' });
    const error = await failure(wrong.poll(undefined));
    expect(error.kind).toBe('auth');
    expect(error.message).toMatch(/application password/);
    expect(error.message).not.toContain('abcd');
    expect(await wrong.check([])).toMatchObject([
      { level: 'problem', advice: expect.stringMatching(/new application password/) },
    ]);
  });

  test('a component that is switched off is found by its missing routes', async () => {
    const { connection, site } = await stage({ version });
    site.switches.component = false;
    expect(await failure(connection.listConversations())).toMatchObject({
      kind: 'unsupported',
      code: 'rest_no_route',
    });
    expect(await connection.check([])).toMatchObject([
      { advice: expect.stringMatching(/Private Messaging/) },
    ]);
  });

  test('the other generation than the one the site serves is answered with which one to take', async () => {
    const { connect } = await stage({ version });
    const other = connect({ version: version === 'v1' ? 'v2' : 'v1' });
    const [finding] = await other.check([]);
    expect(finding?.advice).toMatch(version === 'v2' ? /set version to v2/ : /BuddyPress up to 14: v1/);
  });

  test('threads that are gone, left or never were are told apart from the rest', async () => {
    const { connection, site } = await stage({ version });
    expect(await failure(connection.listMessages('987654'))).toMatchObject({ kind: 'not-found' });
    expect(await failure(connection.listMessages('abc'))).toMatchObject({ kind: 'not-found' });
    const { id } = site.open({ as: ALICE, to: ['3'], text: 'private' });
    expect(await failure(connection.listMessages(id))).toMatchObject({ kind: 'permission' });
    expect(await failure(connection.send(id, { key: 'k#0', text: 'x' }))).toMatchObject({
      kind: 'permission',
      outcome: 'not-done',
    });
    expect((await connection.check(['1', id, '987654', 'abc'])).map(({ level }) => level)).toEqual([
      'problem',
      'problem',
      'problem',
    ]);
  });

  test.each([
    ['an HTML page', '<!DOCTYPE html><html><body>Maintenance</body></html>', /HTML page/],
    [
      'PHP warnings in front of the JSON',
      '<br />\n<b>Warning</b>: Undefined array key in x.php\n[]',
      /PHP messages/,
    ],
    ['JSON of another shape', '[{"id":"x"}]', /another shape/],
    ['nothing at all', '', /empty answer/],
  ])('%s is a protocol error that leaves the outcome of a send open', async (_name, body, sentence) => {
    const { connection, site } = await stage({ version });
    await connection.check([]);
    site.faults.add({ kind: 'status', status: 200, body, times: 2 });
    const read = await failure(connection.listConversations());
    expect(read).toMatchObject({ kind: 'protocol', outcome: 'not-done' });
    expect(read.message).toMatch(sentence);
    expect(await failure(connection.send('1', { key: 'k#0', text: 'x' }))).toMatchObject({
      kind: 'protocol',
      outcome: 'unknown',
    });
  });

  test('a limit and an outage say how long and what is known', async () => {
    const { connection, site } = await stage({ version });
    site.faults.add({ kind: 'status', status: 429, retryAfter: 7 });
    expect(await failure(connection.send('1', { key: 'k#0', text: 'x' }))).toMatchObject({
      kind: 'rate-limited',
      outcome: 'not-done',
      retryAfterMs: 7_000,
    });
    site.faults.add({ kind: 'status', status: 502, body: '<html>Bad gateway</html>' });
    expect(await failure(connection.send('1', { key: 'k#0', text: 'x' }))).toMatchObject({
      kind: 'unavailable',
      outcome: 'unknown',
    });
    site.faults.add({ kind: 'drop' });
    expect(await failure(connection.send('1', { key: 'k#0', text: 'x' }))).toMatchObject({
      kind: 'unavailable',
      outcome: 'unknown',
    });
  });

  test('a site that cannot be reached was certainly not written to', async () => {
    const { connection, site } = await stage({ version });
    await connection.check([]);
    await site.close();
    // The connection that was kept open dies with the first call; whether that was written is not known.
    await failure(connection.send('1', { key: 'k#0', text: 'x' }));
    const error = await failure(connection.send('1', { key: 'k#0', text: 'x' }));
    expect(error).toMatchObject({ kind: 'unavailable', outcome: 'not-done' });
    expect(await connection.check([])).toMatchObject([
      { level: 'problem', advice: expect.stringMatching(/site is up/) },
    ]);
  });

  test('all is well when all is well', async () => {
    const { connection } = await stage({ version });
    expect(await connection.check(['1', '2'])).toEqual([]);
  });
});

test('v1 with core application passwords as shipped is recognised, and what makes it work is said', async () => {
  const { connection } = await stage({ version: 'v1', strictCoreApplicationPasswords: true });
  expect(await connection.whoAmI()).toEqual({ id: '19', name: 'Parley' });
  const [finding] = await connection.check(['1']);
  expect(finding?.message).toMatch(
    /accepts the application password, but its BuddyPress \(v1\) does not see who is calling/,
  );
  expect(finding?.advice).toMatch(/application_password_is_api_request/);
  expect(finding?.advice).toMatch(/Update the site to BuddyPress 15/);
  const polled = await failure(connection.poll(undefined));
  expect(polled.kind).toBe('auth');
  expect(polled.message).toMatch(/before WordPress has checked the application password/);
});

test('an address that is no WordPress site with BuddyPress says which of both it lacks', async () => {
  const { site, connect } = await stage({ version: 'v2' });
  const answers = (body: string): void => {
    site.faults.add({ kind: 'status', status: 200, body, times: 2 });
  };
  answers('<html>A shop</html>');
  expect((await connect().check([]))[0]?.message).toMatch(/HTML page/);
  site.faults.clear();
  answers('{"name":"Blog","namespaces":["wp/v2"]}');
  expect((await connect().check([]))[0]).toMatchObject({
    advice: expect.stringMatching(/Install and activate BuddyPress/),
  });
});
