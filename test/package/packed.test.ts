import { appendFile, cp, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync, globSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Packed } from '../support/packed.ts';
import { pack } from '../support/packed.ts';
import type { Loaded } from './load.ts';
import { load } from './load.ts';
import { scan } from './scan.ts';

const MOST_BYTES = 700_000;
const manifestSchema = z
  .object({
    name: z.string(),
    dependencies: z.record(z.string()).optional(),
    n8n: z.object({ nodes: z.array(z.string()), credentials: z.array(z.string()) }),
  })
  .passthrough();
const codexSchema = z.object({ node: z.string(), categories: z.array(z.string()).nonempty() });
const iconSchema = z.object({ light: z.string(), dark: z.string() });

describe('the packed n8n package', () => {
  let temp: string;
  let packed: Packed;
  let manifest: z.infer<typeof manifestSchema>;
  let loaded: Loaded;

  beforeAll(async () => {
    temp = await realpath(await mkdtemp(path.join(os.tmpdir(), 'parley-package-')));
    packed = await pack(temp);
    manifest = manifestSchema.parse(
      JSON.parse(await readFile(path.join(packed.folder, 'package.json'), 'utf8')),
    );
    const { nodes, credentials } = manifest.n8n;
    loaded = await load(packed.folder, [...nodes, ...credentials], path.join(temp, 'beside'));
  }, 60_000);
  afterAll(() => rm(temp, { recursive: true, force: true }));

  const shipped = (): string[] =>
    globSync('**/*', { cwd: packed.folder, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(packed.folder, path.join(entry.parentPath, entry.name)));
  const text = (file: string): Promise<string> => readFile(path.join(packed.folder, file), 'utf8');

  it("is nothing that n8n's scanner would refuse", async () => {
    expect(await scan(packed.folder, 'tarball')).toEqual({ passed: true });
  });

  it('is refused by the scanner with a timer in it', async () => {
    const copy = path.join(temp, 'with-a-timer');
    await cp(packed.folder, copy, { recursive: true });
    await appendFile(path.join(copy, 'dist/nodes/kit/index.js'), '\nsetTimeout(() => undefined, 1);\n');
    expect(await scan(copy, 'tarball')).toMatchObject({
      passed: false,
      details: expect.stringContaining('no-restricted-globals'),
    });
  });

  it('comes from a source that the scanner takes', async () => {
    expect(await scan('.', 'source')).toEqual({ passed: true });
  });

  it('would not come from a source with a credential of another package', async () => {
    const copy = path.join(temp, 'source');
    for (const part of ['package.json', 'nodes', 'credentials', 'icons']) {
      await cp(part, path.join(copy, part), { recursive: true });
    }
    const file = path.join(copy, 'nodes/BuddyPress/BuddyPress.node.ts');
    const source = await readFile(file, 'utf8');
    await writeFile(file, source.replace("name: 'buddyPressApi'", "name: 'slackApi'"));
    expect(await scan(copy, 'source')).toMatchObject({
      passed: false,
      details: expect.stringContaining('no-credential-reuse'),
    });
  });

  it('has every node and every credential in its list', () => {
    const built = [...globSync('nodes/**/*.node.ts'), ...globSync('credentials/**/*.credentials.ts')];
    const listed = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
    expect(listed.toSorted()).toEqual(built.map((file) => `dist/${file.replace(/ts$/, 'js')}`).toSorted());
    expect(manifest.n8n.nodes.length).toBeGreaterThan(0);
  });

  it('loads and makes all of them with nothing but n8n-workflow to be found, each by the name of its file', () => {
    expect(loaded.others).toEqual([]);
    expect(loaded.files.filter(({ error }) => error !== undefined)).toEqual([]);
    for (const { file, description, credential } of loaded.files) {
      const own = path.basename(file).split('.')[0] ?? '';
      const name = description?.name ?? credential?.name ?? '';
      expect(name).toBe(own.charAt(0).toLowerCase() + own.slice(1));
    }
  });

  it('loads its core only when there is something to do', () => {
    expect(loaded.core).toBe(false);
    expect(loaded.coreExports).toContain('ServiceError');
  });

  it('has an icon for light and one for dark pages with everything', async () => {
    for (const { file, description, credential } of loaded.files) {
      const { light, dark } = iconSchema.parse(description?.icon ?? credential?.icon);
      const [one, other] = await Promise.all(
        [light, dark].map((icon) => text(path.join(path.dirname(file), icon.replace(/^file:/, '')))),
      );
      expect(one).toContain('<svg');
      expect(other).toContain('<svg');
      expect(light, file).not.toBe(dark);
    }
  });

  it('tells of every node what it is for', async () => {
    for (const file of manifest.n8n.nodes) {
      const codex = codexSchema.parse(JSON.parse(await text(file.replace(/js$/, 'json'))));
      const description = loaded.files.find((one) => one.file === file)?.description;
      expect(codex.node).toBe(`${manifest.name}.${description?.name ?? ''}`);
    }
  });

  it('is small, and needs nothing else', async () => {
    expect((await stat(packed.tarball)).size).toBeLessThan(MOST_BYTES);
    expect(manifest.dependencies).toBeUndefined();
    expect(existsSync(path.join(packed.folder, 'node_modules'))).toBe(false);
  });

  it('has what it needs to run in it, and no more', async () => {
    const needed =
      /^(?:package\.json|README\.md|LICENSE|dist\/(?:nodes|credentials|src)\/.+\.js(?:on)?|dist\/icons\/[\w.-]+\.svg)$/;
    const files = shipped();
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE']));
    expect(files.filter((file) => !needed.test(file) || /\.test\.|\.map$/.test(file))).toEqual([]);
    for (const file of files) {
      const content = await text(file);
      const foreign = ['sourceMappingURL', process.cwd()].filter((one) => content.includes(one));
      expect(foreign, file).toEqual([]);
    }
  });

  it('was built of the nodes that are there', () => {
    const built = globSync('dist/nodes/*/*.node.js', { cwd: packed.folder }).map((file) =>
      file.split(path.sep).join('/'),
    );
    expect(built.toSorted()).toEqual(manifest.n8n.nodes.toSorted());
  });
});
