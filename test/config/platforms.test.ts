import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadable, loadPlatforms } from '../../bridges/load-platforms.ts';
import { platforms, sockets } from '../../bridges/platforms.ts';
import { tempDir } from '../support/temp.ts';

function written(text: string): string {
  const file = path.join(tempDir(), 'parley.yaml');
  writeFileSync(file, text);
  return file;
}

const loadedBy = async (text: string) => Object.keys((await loadPlatforms(written(text))).platforms);

describe('the platforms of a daemon', () => {
  it('are those that its configuration names, and no others', async () => {
    const text = 'accounts:\n  site: { platform: buddypress }\n  team: { "platform": "slack" }\n';
    expect(await loadedBy(text)).toEqual(['buddypress', 'slack']);
    expect(Object.keys((await loadPlatforms(written(text))).sockets)).toEqual(['slack']);
  });

  it.each(['platform: buddypres', 'platform: ${KIND}', '# what platform?\nplatform: slack', ''])(
    'are all of them where reading %j takes more than a look',
    async (text) => {
      const all = text === '' ? [] : loadable;
      expect(await loadedBy(text)).toEqual(all);
    },
  );

  it('are all of them when the file is not there, so that its reader says so', async () => {
    expect(Object.keys((await loadPlatforms('/nowhere/parley.yaml')).platforms)).toEqual(loadable);
  });

  it('are the same wherever they are loaded', async () => {
    const all = await loadPlatforms('/nowhere/parley.yaml');
    expect(all).toEqual({ platforms, sockets });
  });
});
