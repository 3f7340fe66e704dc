import type { IDataObject } from 'n8n-workflow';
import { WAIT_INDEFINITELY } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startBuddyPress } from '../../../bridges/sandbox/buddypress/index.ts';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import { BuddyPressApi } from '../../../credentials/BuddyPressApi.credentials.ts';
import { BuddyPress } from '../../../nodes/BuddyPress/BuddyPress.node.ts';
import type { Waiting } from '../support/waiting.ts';
import { runAndWait } from '../support/waiting.ts';

const BROWSER = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
};
/** What each of them sends when a link to it is posted. */
const ROBOTS = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
  'WhatsApp/2.23.20.0',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  'TelegramBot (like TwitterBot)',
  'WordPress/6.8; https://community.example.org',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
];

describe('Send and Wait for Response', () => {
  let site: Emulator;
  let thread: string;
  const open: Waiting[] = [];
  beforeAll(async () => {
    site = await startBuddyPress({ version: 'v2' });
    thread = site.conversations()[0]?.id ?? '';
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  afterAll(() => site.close());

  const ask = async (
    parameters: IDataObject,
    items?: { json: IDataObject }[],
    timezone = 'UTC',
  ): Promise<Waiting> => {
    const waiting = await runAndWait({
      type: new BuddyPress(),
      credentialType: new BuddyPressApi(),
      credential: { ...site.accountSettings(), version: 'auto' },
      parameters: {
        resource: 'message',
        operation: 'sendAndWait',
        thread: { __rl: true, mode: 'id', value: thread },
        message: 'May we send the **refund**?',
        ...parameters,
      },
      ...(items ? { items } : {}),
      timezone,
    });
    open.push(waiting);
    return waiting;
  };
  /** The addresses in the last message, as a person would find them there, by what stands before them. */
  const links = async (): Promise<Record<string, string>> => {
    const shown = (await site.read(thread)).at(-1)?.shown ?? '';
    return Object.fromEntries(
      [...shown.matchAll(/^(.+): (http\S+)$/gm)].map(([, label, url]) => [label, url]),
    );
  };
  const submit = (url: string, fields: Record<string, string>) =>
    fetch(url, { method: 'POST', headers: BROWSER, body: formOf(fields) });

  it('asks once for all items, and lets them through', async () => {
    const before = (await site.read(thread)).length;
    const items = [{ json: { order: 1 } }, { json: { order: 2 } }];
    const waiting = await ask({}, items);
    expect((await site.read(thread)).slice(before)).toHaveLength(1);
    expect(waiting.items).toEqual(items);
    expect(waiting.until).toEqual(WAIT_INDEFINITELY);
  });

  it.each([
    ['Approve', true],
    ['Decline', false],
  ])('goes on with the answer of the link "%s"', async (label, approved) => {
    const waiting = await ask({});
    const answer = await fetch((await links())[label] ?? '', { headers: BROWSER });
    expect(await answer.text()).toContain('Thank you');
    expect(waiting.answers).toEqual([{ data: { approved, respondedAt: expect.any(String) as string } }]);
  });

  it('names the links as it is told to, and leaves the second one out where it is', async () => {
    await ask({ approvalOptions: { values: { approvalType: 'single', approveLabel: 'Go ahead' } } });
    expect(Object.keys(await links())).toEqual(['Go ahead']);
  });

  it.each([
    'Mozilla/5.0 (Linux; Android 13; CUBOT X30) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1',
  ])('is answered by a person with %s', async (agent) => {
    const waiting = await ask({});
    await fetch((await links()).Approve ?? '', { headers: { 'user-agent': agent } });
    expect(waiting.answers).toHaveLength(1);
  });

  it.each(ROBOTS)('is not answered by %s', async (agent) => {
    const waiting = await ask({});
    const answer = await fetch((await links()).Approve ?? '', { headers: { 'user-agent': agent } });
    expect(answer.status).toBe(200);
    expect(waiting.answers).toEqual([]);
  });

  it('is not answered by a browser that only fetches ahead', async () => {
    const waiting = await ask({});
    await fetch((await links()).Approve ?? '', { headers: { ...BROWSER, 'sec-purpose': 'prefetch' } });
    expect(waiting.answers).toEqual([]);
  });

  it('takes a free text by a form', async () => {
    const waiting = await ask({ responseType: 'freeText', options: { messageButtonLabel: 'Tell us' } });
    const url = (await links())['Tell us'] ?? '';
    const form = await (await fetch(url, { headers: BROWSER })).text();
    expect(form).toContain('<textarea');
    expect(form).toContain('May we send the **refund**?');
    expect(waiting.answers).toEqual([]);
    await submit(url, { text: 'Yes, <b>all</b> of it' });
    expect(waiting.answers).toEqual([
      { data: { text: 'Yes, <b>all</b> of it', respondedAt: expect.any(String) as string } },
    ]);
  });

  const FORM = {
    responseType: 'customForm',
    formFields: {
      values: [
        { fieldLabel: 'Amount', fieldType: 'number', requiredField: true },
        { fieldLabel: 'How', fieldType: 'dropdown', fieldOptions: 'Refund, Replace' },
        { fieldLabel: 'Urgent', fieldType: 'checkbox' },
        { fieldLabel: '<script>alert(1)</script>', fieldType: 'text' },
      ],
    },
  };

  it('takes a form, with numbers as numbers', async () => {
    const waiting = await ask(FORM);
    const url = (await links()).Respond ?? '';
    await submit(url, { 'field-0': '12.5', 'field-1': 'Replace', 'field-2': 'on', 'field-3': 'x' });
    expect(waiting.answers).toEqual([
      {
        data: {
          Amount: 12.5,
          How: 'Replace',
          Urgent: true,
          '<script>alert(1)</script>': 'x',
          respondedAt: expect.any(String) as string,
        },
      },
    ]);
  });

  it('shows a form again that is not filled in well, with what was filled in', async () => {
    const waiting = await ask(FORM);
    const url = (await links()).Respond ?? '';
    const answer = await submit(url, { 'field-0': 'many', 'field-1': 'Burn', 'field-3': '"><img src=x>' });
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain('“Amount” must be a number.');
    expect(page).toContain('“How” must be one of the choices.');
    expect(page).toContain('value="many"');
    expect(page).not.toContain('<img');
    expect(page).not.toContain('<script>');
    expect(waiting.answers).toEqual([]);
  });

  const odd: readonly unknown[] = [
    { text: { toString: null } },
    { text: [{ toString: null }] },
    { data: { text: { $gt: 0 } } },
    { data: [] },
    [{ text: 1 }],
    null,
    'text',
  ];
  it.each(odd)('shows the form again when the body is %j', async (body) => {
    const waiting = await ask({ responseType: 'freeText' });
    const answer = await fetch((await links()).Respond ?? '', {
      method: 'POST',
      headers: { ...BROWSER, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('“Response” has to be filled in.');
    expect(waiting.answers).toEqual([]);
  });

  it('takes the time that is set for one of the workflow', async () => {
    const values = { limitType: 'atSpecifiedTime', maxDateAndTime: '2999-01-01T09:00:00' };
    const { until } = await ask({ options: { limitWaitTime: { values } } }, undefined, 'Asia/Tokyo');
    expect(until.toISOString()).toBe('2999-01-01T00:00:00.000Z');
  });

  it('goes on by itself after the time that is set', async () => {
    const values = { limitType: 'afterTimeInterval', resumeAmount: 2, resumeUnit: 'hours' };
    const before = Date.now();
    const { until } = await ask({ options: { limitWaitTime: { values } } });
    expect(until.getTime()).toBeGreaterThanOrEqual(before + 7_200_000);
    expect(until.getTime()).toBeLessThanOrEqual(Date.now() + 7_200_000);
  });

  it.each([
    [{ message: ' ' }, 'The field “Message” is empty'],
    [{ responseType: 'customForm', formFields: {} }, 'The field “Form Fields” has no field in it'],
    [
      { options: { limitWaitTime: { values: { limitType: 'atSpecifiedTime', maxDateAndTime: 'soon' } } } },
      'is no date but “soon”',
    ],
    [
      { options: { limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 0 } } } },
      'must be more than 0',
    ],
    [
      {
        options: {
          limitWaitTime: { values: { limitType: 'atSpecifiedTime', maxDateAndTime: '2020-01-01T00:00:00' } },
        },
      },
      'is over',
    ],
    [
      {
        options: {
          limitWaitTime: {
            values: { limitType: 'afterTimeInterval', resumeAmount: 1e12, resumeUnit: 'days' },
          },
        },
      },
      'is too long',
    ],
    [
      {
        responseType: 'customForm',
        formFields: { values: [{ fieldLabel: 'Name' }, { fieldLabel: 'Name' }] },
      },
      'has two fields “Name”',
    ],
    [
      { responseType: 'customForm', formFields: { values: [{ fieldLabel: 'respondedAt' }] } },
      'has a field “respondedAt”',
    ],
  ])('sends nothing when it cannot wait: %j', async (parameters, complaint) => {
    const before = (await site.read(thread)).length;
    await expect(ask(parameters)).rejects.toThrow(complaint);
    expect(await site.read(thread)).toHaveLength(before);
  });
});

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
