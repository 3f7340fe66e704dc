import type { Part } from '../part.ts';
import { PACKAGE, operationsOf } from '../package.ts';

export const types: Part = {
  name: 'types',
  what: 'n8n knows every node and credential, serves their icons, and makes tools of the nodes',
  async run({ driver, package: { nodes, credentials } }, { check }) {
    const known = await driver.nodeTypes();
    const own = known.filter(({ name }) => name.startsWith(`${PACKAGE}.`));
    const knownCredentials = await driver.credentialTypes();
    const icons = new Set<string>();
    for (const name of nodes) {
      await check(`the node ${name} is known`, () => {
        const found = own.find((one) => one.name === name);
        if (!found) throw new Error(`n8n has of this package: ${own.map((one) => one.name).join(', ')}`);
        for (const url of urlsOf(found)) icons.add(url);
      });
      if (!name.endsWith('Trigger')) await variants(name);
    }
    for (const name of credentials) {
      await check(`the credential ${name} is known`, () => {
        const found = knownCredentials.find((one) => one.name === name);
        if (!found) throw new Error('n8n does not have it.');
        for (const url of urlsOf(found)) icons.add(url);
      });
    }
    await check('there are icons', () => {
      if (icons.size < 2) throw new Error(`n8n names ${String(icons.size)}`);
    });
    for (const url of icons) {
      await check(`the icon ${url} is served`, async () => {
        const answer = await driver.api.fetch('GET', `/${url}`);
        const type = answer.headers.get('content-type') ?? '';
        if (!answer.ok || !type.includes('svg')) throw new Error(`${String(answer.status)} ${type}`);
      });
    }

    async function variants(name: string): Promise<void> {
      const node = own.find((one) => one.name === name);
      if (!node) return;
      await check(`${name} can be used as a tool`, () => {
        if (!own.some((one) => one.name === `${name}Tool`)) throw new Error('There is no such type.');
      });
      if (!operationsOf(node.properties).some(({ operation }) => operation === 'sendAndWait')) return;
      await check(`${name} can ask a person for an agent`, () => {
        if (!own.some((one) => one.name === `${name}HitlTool`)) throw new Error('There is no such type.');
      });
    }
  },
};

/** n8n gives one address, or one for light and one for dark pages. */
function urlsOf({ iconUrl }: { readonly iconUrl?: unknown }): string[] {
  if (typeof iconUrl === 'string') return [iconUrl];
  if (typeof iconUrl !== 'object' || iconUrl === null) return [];
  return Object.values(iconUrl).filter((url) => typeof url === 'string');
}
