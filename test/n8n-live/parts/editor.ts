import type { Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../demo/browser.ts';
import { OWNER } from '../api.ts';
import { same } from '../checks.ts';
import { PACKAGE } from '../package.ts';
import type { Part } from '../part.ts';
import type { Stage } from '../stage.ts';
import { serviceOf } from '../stage.ts';
import { systems } from '../systems/index.ts';
import { until } from '../wait.ts';
import type { WorkflowPlan } from '../workflow.ts';
import { chain, MANUAL } from '../workflow.ts';

const NODE = 'Welcome the members';
const TEXT = 'Good morning from **n8n**';
const SHOWN = 'Good morning from n8n';
const PARAMETERS = ['Credential', 'Resource', 'Operation', 'Thread', 'Text', 'Text Format'];
const WITHIN_MS = 30_000;
/** One try to open the node. */
const TRY_MS = 10_000;
/** A picture of the finished run goes to this file, for the docs. */
const PICTURE = process.env['PARLEY_PICTURE'];

/** What people see of a node: n8n's own pages, in a browser. */
export const editor: Part = {
  name: 'editor',
  what: "a node in n8n's editor: it opens, its picker finds a thread, a run shows what came of it",
  async run(stage, { check }) {
    const browser = await launchBrowser();
    if (!browser) return;
    try {
      const site = serviceOf(stage, 'buddypress');
      const [thread] = site.conversations();
      if (!thread) throw new Error('The site has no thread.');
      const { origin } = stage.n8n;
      const workflow = await stage.driver.createWorkflow(await planOf(stage));
      const page = await browser.newPage({ viewport: { width: 1440, height: 810 } });
      page.setDefaultTimeout(WITHIN_MS);
      await signIn(page, origin);
      await check('shows the node with its icon', async () => {
        await page.goto(`${origin}/workflow/${workflow}`);
        const icon = page.locator(`[data-node-name="${NODE}"] img[src*="buddypress"]`).first();
        // Rejects for a picture that did not come.
        await icon.evaluate((image) => (image as HTMLImageElement).decode());
      });
      await check('opens the node, with its parameters', async () => {
        await open(page);
        for (const title of PARAMETERS) await part(page, 'ndv').getByText(title, { exact: true }).waitFor();
      });
      await check('finds a thread by its name', () => pick(page, thread.name));
      await check('runs, and shows the id of the new message', async () => {
        await part(page, 'ndv-close-button').click();
        await part(page, 'execute-workflow-button').click();
        const notice = page.getByRole('alert').filter({ hasText: 'Workflow executed successfully' });
        await notice.waitFor();
        // It goes by itself, and would lie over the picture.
        await notice.waitFor({ state: 'hidden' });
        const newest = (await site.read(thread.id)).at(-1);
        same(newest?.shown, SHOWN, 'the newest message of the thread');
        await open(page);
        const output = part(page, 'output-panel').locator('table');
        await output.locator('td').first().waitFor();
        const columns = await output.locator('th').allInnerTexts();
        const cells = await output.locator('td').allInnerTexts();
        const at = columns.findIndex((column) => column.trim() === 'id');
        same(cells[at]?.trim(), newest?.id, 'the id in the output');
      });
      if (PICTURE !== undefined) await page.screenshot({ path: PICTURE });
    } finally {
      await browser.close();
    }
  },
};

async function planOf(stage: Stage): Promise<WorkflowPlan> {
  const system = systems.find(({ node }) => node === 'buddyPress');
  const [account] = system?.accounts ?? [];
  if (!account) throw new Error('There is no BuddyPress among the systems.');
  const data = await account.data(serviceOf(stage, account.service));
  const id = await stage.driver.createCredential('Community site', account.credential, data);
  const plan = chain('Good morning', [
    MANUAL,
    {
      name: NODE,
      type: `${PACKAGE}.buddyPress`,
      credential: { type: account.credential, id },
      parameters: {
        resource: 'message',
        operation: 'send',
        thread: { __rl: true, mode: 'list', value: '' },
        text: TEXT,
      },
    },
  ]);
  // As people leave it.
  const nodes = plan.nodes.map((node) => ({ ...node, executeOnce: false, alwaysOutputData: false }));
  return { ...plan, nodes };
}

async function signIn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/signin`);
  await page.locator('input[name="emailOrLdapLoginId"], input[type="email"]').first().fill(OWNER.email);
  await page.locator('input[type="password"]').first().fill(OWNER.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.includes('signin'));
}

/** n8n marks the parts of its pages for tests. */
function part(page: Page, name: string): Locator {
  return page.locator(`[data-test-id="${name}"]`);
}

/** The canvas may still move below the first double click. */
async function open(page: Page): Promise<void> {
  const opened = part(page, 'tab-params');
  await until('the node to open', 3 * TRY_MS, async () => {
    if (!(await opened.isVisible())) {
      await page.locator(`[data-node-name="${NODE}"]`).first().dblclick({ timeout: TRY_MS });
    }
    await opened.waitFor({ timeout: TRY_MS });
    return true;
  });
  // What lies below the mouse shows more than it does otherwise.
  await page.mouse.move(0, 0);
}

/** Looks for what is not there first: a list that is never searched would show the thread all the same. */
async function pick(page: Page, name: string): Promise<void> {
  const found = part(page, 'rlc-item').filter({ hasText: name });
  await part(page, 'rlc-input').click();
  await found.waitFor();
  await part(page, 'rlc-search').fill(`No ${name}`);
  await page.getByText('No results', { exact: true }).waitFor();
  await part(page, 'rlc-search').fill(name.slice(0, 5));
  await found.click();
  const isChosen = (wanted: string): boolean =>
    Array.from(document.querySelectorAll('input')).some(({ value }) => value === wanted);
  await page.waitForFunction(isChosen, name);
}
