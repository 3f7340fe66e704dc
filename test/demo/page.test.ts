import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OpenPage } from '../../bridges/sandbox/demo/open-page.ts';
import { openPage } from '../../bridges/sandbox/demo/open-page.ts';
import type { Stage } from '../../bridges/sandbox/demo/stage.ts';
import { setStage } from '../../bridges/sandbox/demo/stage.ts';
import { serviceNames } from '../../bridges/sandbox/sandbox.ts';
import { launchBrowser } from './browser.ts';

const PATIENT = { timeout: 15_000 };
const ACCOUNTS = serviceNames;
/** Index of the last of the copies' chips. */
const LAST = ACCOUNTS.length - 2;

let stage: Stage;
let demo: OpenPage;
let browser: Browser | undefined;
let context: BrowserContext;
let page: Page;
/** What must never be: requests to elsewhere, errors on the console. */
const wrong: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  if (!browser) return;
  stage = await setStage({ ownProcess: false, log: 'silent' });
  demo = await openPage(stage, 0);
  context = await browser.newContext({ viewport: { width: 1400, height: 900 }, colorScheme: 'light' });
  context.on('request', (request) => {
    if (!/^(?:http:\/\/127\.0\.0\.1[:/]|data:)/.test(request.url()))
      wrong.push(`request to ${request.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  context.on('weberror', (error) => wrong.push(error.error().message));
  page = await context.newPage();
  await page.goto(demo.origin);
  await page
    .locator('.column')
    .nth(LAST + 1)
    .waitFor();
});

afterAll(async () => {
  await browser?.close();
  if (!browser) return;
  await demo.close();
  await stage.close();
});

beforeEach((context) => {
  if (!browser) context.skip();
});

/** The conversation of a service in the first room. */
function column(account: string): Locator {
  return page.locator(`#room-1 .column[data-account="${account}"]`);
}

function message(account: string, text: string): Locator {
  return column(account).locator('.message', { hasText: text });
}

async function type(account: string, text: string): Promise<void> {
  const box = column(account).getByRole('textbox');
  await box.fill(text);
  await box.press('Enter');
}

describe('the demo page', () => {
  test.each(ACCOUNTS)(
    'shows what is typed on %s everywhere else, and how each copy fared',
    async (account) => {
      const text = `Hello from ${account}, typed by hand`;
      await type(account, text);
      const original = message(account, text);
      await original.locator('.chip.done').nth(LAST).waitFor();
      expect(await original.locator('.chip').allTextContents()).toEqual(
        ACCOUNTS.filter((other) => other !== account).map(() => expect.stringMatching(/: \d+(?:\.\d)? m?s$/)),
      );
      for (const other of ACCOUNTS) {
        await message(other, text).waitFor();
        expect(await message(other, text).count(), other).toBe(1);
        expect(await message(other, text).locator('.via').count(), other).toBe(other === account ? 0 : 1);
      }
    },
  );

  test('says who listens and who answers, and shows the answer of the bot like the others', async () => {
    const hint = column('slack').locator('.hint');
    expect(await hint.textContent()).toContain('Ada, a bot, listens here. Begin with its name:');
    expect(await hint.textContent()).toContain('a script of the sandbox, not a model');
    expect(await page.locator('.hint').count()).toBe(1);

    const text = 'Ada, is this thing on?';
    await type('slack', text);
    const said = `You said: ${text}`;
    const answer = message('slack', said);
    await answer.locator('.chip.done').nth(LAST).waitFor();
    expect(await answer.locator('.bot').textContent()).toBe('Ada, bot');
    expect(await answer.locator('.answered').textContent()).toContain(text);
    for (const account of ACCOUNTS) {
      await message(account, said).waitFor();
      expect(await message(account, said).count(), account).toBe(1);
      expect(await message(account, said).locator('.via').count(), account).toBe(account === 'slack' ? 0 : 1);
    }
  });

  test('has something to ask the bot at hand', async () => {
    await column('slack').locator('.hint button').click();
    await message('discord', 'I answer a few sentences by rule').waitFor();
  });

  test('keeps a message and its copies lit while they are drawn anew', async () => {
    const text = 'Stay with me';
    await type('slack', text);
    await message('slack', text).locator('.chip.done').nth(LAST).waitFor();
    await message('slack', text).hover();
    await expect.poll(() => page.locator('.message.linked').count(), PATIENT).toBe(ACCOUNTS.length);
    await message('slack', text).getByRole('button', { name: 'React with 🎉' }).click();
    await message('discord', text).locator('.reaction').waitFor();
    expect(await message('discord', text).getAttribute('class')).toContain('linked');
  });

  test('lights up a message and all its copies together', async () => {
    const text = 'Point at me';
    await type('buddypress', text);
    for (const account of ACCOUNTS) await message(account, text).waitFor();
    await message('buddypress', text).locator('.chip.done').nth(LAST).waitFor();
    await message('slack', text).hover();
    await expect.poll(() => page.locator('.message.linked').count(), PATIENT).toBe(ACCOUNTS.length);
    for (const linked of await page.locator('.message.linked .text').allTextContents()) {
      expect(linked).toContain(text);
    }
  });

  test('shows markup that somebody typed as the text it is', async () => {
    const text = 'markup <script>window.stolen = 1</script><img src="x" onerror="window.stolen = 2">';
    await type('chat-api', text);
    for (const account of ACCOUNTS) {
      await message(account, 'markup ').waitFor();
      expect(await message(account, 'markup ').locator('.text').textContent(), account).toContain(text);
    }
    expect(await page.evaluate(() => 'stolen' in window)).toBe(false);
  });

  test('lets a person be somebody else', async () => {
    const people = await column('slack').getByRole('combobox').locator('option').allTextContents();
    const second = people[1] ?? '';
    await column('slack').getByRole('combobox').selectOption({ label: second });
    await type('slack', 'It is me now');
    await message('buddypress', 'It is me now').waitFor();
    expect(await message('slack', 'It is me now').locator('.meta b').textContent()).toBe(second);
    expect(await message('buddypress', 'It is me now').locator('.text').textContent()).toContain(second);
  });

  test('edits, answers and deletes what was said, wherever the services can', async () => {
    await type('slack', 'First version');
    await message('chat-api', 'First version').waitFor();
    await message('slack', 'First version').hover();
    await message('slack', 'First version').getByRole('button', { name: 'Edit' }).click();
    await type('slack', 'Second version');
    await message('buddypress', 'Second version').waitFor();
    expect(await message('slack', 'First version').count()).toBe(0);

    // A second message there tells of the edit, and quotes the first.
    const copy = message('chat-api', 'First version').first();
    await copy.hover();
    await copy.getByRole('button', { name: 'Reply' }).click();
    await type('chat-api', 'An answer to it');
    await message('slack', 'An answer to it').locator('.answered', { hasText: 'Second version' }).waitFor();

    await type('slack', 'Short-lived');
    await message('chat-api', 'Short-lived').waitFor();
    await message('slack', 'Short-lived').hover();
    await message('slack', 'Short-lived').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => message('chat-api', 'Short-lived').count(), PATIENT).toBe(0);
  });

  test('carries a file that is attached by hand', async () => {
    const file = { name: 'cake.txt', mimeType: 'text/plain', buffer: Buffer.from('flour, sugar, eggs') };
    await column('slack').locator('input[type=file]').setInputFiles(file);
    await type('slack', 'The recipe');
    await message('chat-api', 'The recipe').locator('.file', { hasText: 'cake.txt' }).waitFor();
    // Where files cannot go, a line stands for it.
    await message('buddypress', 'cake.txt').waitFor();
  });

  test('makes a service misbehave on request, and tells why a copy waits', async () => {
    await column('buddypress').locator('summary').click();
    await column('buddypress').getByRole('button', { name: /503/ }).click();
    await type('chat-api', 'Through all trouble');
    const chip = message('chat-api', 'Through all trouble').locator('.chip').first();
    await message('chat-api', 'Through all trouble').locator('button.chip.again').click();
    await expect
      .poll(() => message('chat-api', 'Through all trouble').locator('.reason').textContent(), PATIENT)
      .toContain('503');
    await message('buddypress', 'Through all trouble').waitFor();
    await expect.poll(() => chip.getAttribute('class'), PATIENT).toContain('done');
  });

  test('says what a service does not do instead of keeping silent', async () => {
    const { account, conversation } = stage.rooms[0]?.places[0] ?? { account: '', conversation: '' };
    const response = await page.request.post(`${demo.origin}/api/edit`, {
      headers: { origin: demo.origin },
      data: { account, conversation, id: '1', as: '2', text: 'no' },
    });
    expect(response.status()).toBe(400);
    expect(await response.text()).toContain('cannot be edited');
  });

  test('obeys nobody but its own page', async () => {
    const { account, conversation } = stage.rooms[0]?.places[0] ?? { account: '', conversation: '' };
    const response = await page.request.post(`${demo.origin}/api/say`, {
      headers: { origin: 'http://evil.example' },
      data: { account, conversation, as: '2', text: 'forged' },
    });
    expect(response.status()).toBe(403);
  });

  test('gives every control a name, and can be used from the keyboard alone', async () => {
    const nameless = await page
      .locator('button, textarea, select, summary, a')
      .evaluateAll((all) =>
        all
          .filter((it) => !(it.textContent?.trim() || it.getAttribute('aria-label')))
          .map((it) => it.outerHTML),
      );
    expect(nameless).toEqual([]);
    await column('buddypress').getByRole('textbox').focus();
    await page.keyboard.type('No mouse');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('at all');
    await page.keyboard.press('Enter');
    await message('slack', 'No mouse\nat all').waitFor();
  });

  test('is dark where the reader likes it dark, and fits a telephone', async () => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await background()).not.toBe(light);
    await page.setViewportSize({ width: 390, height: 800 });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(sideways).toBe(0);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  test('leads to the status page of the daemon, which keeps itself up to date', async () => {
    const status = await context.newPage();
    await status.goto(stage.daemonUrl);
    await status.getByText('live', { exact: true }).waitFor();
    const delivered = status.locator('.tiles dd').nth(1);
    const before = Number(await delivered.textContent());
    await type('slack', 'One more for the count');
    await expect
      .poll(async () => Number(await delivered.textContent()), PATIENT)
      .toBe(before + ACCOUNTS.length - 1);
    await status.close();
  });

  // Defined only on request: it writes the picture instead of testing anything.
  if (process.env['PARLEY_SCREENSHOT'] !== undefined) {
    test('sits for the picture in the README', async () => {
      await page.setViewportSize({ width: 1880, height: 940 });
      await page.reload();
      await page.getByRole('button', { name: 'Play a conversation' }).click();
      await message('slack', 'diez y media').waitFor();
      await column('chat-api').locator('summary').click();
      await column('chat-api')
        .getByRole('button', { name: /wait 10 s/ })
        .click();
      await message('buddypress', 'See you there').locator('.chip.again').waitFor();
      await message('slack', 'I answer a few sentences')
        .locator('.chip.done')
        .nth(LAST - 1)
        .waitFor();
      await message('chat-api', 'soldering').hover();
      await page.locator('#toast.shown').waitFor({ state: 'detached' });
      await page.screenshot({ path: 'docs/demo.png', animations: 'disabled' });
    });
  }

  test('asks nothing of other hosts and has nothing to complain about', () => {
    expect(wrong).toEqual([]);
  });
});
