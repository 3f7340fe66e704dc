import path from 'node:path';
import { describe, expect, it } from 'vitest';
import pkg from '../../bridges/package.json' with { type: 'json' };
import { tempDir } from '../support/temp.ts';
import { parley } from './kit.ts';

const COMMANDS = ['demo', 'run', 'check', 'sandbox', 'journal', 'schema'];

describe('the command line', () => {
  it('prints its version', async () => {
    expect(await parley(['--version'])).toEqual({ code: 0, out: pkg.version, err: '' });
  });

  it('lists every command, with examples and exit codes at the end', async () => {
    const { code, out } = await parley(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    expect(out).toMatch(/Examples:[^]*Exit codes: 0 .*; 1 .*; 2 .*$/);
  });

  it.each(COMMANDS)('explains %s with an example', async (command) => {
    const { code, out } = await parley([command, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Examples?:\\n  parley ${command}`));
  });

  it('answers a mistyped command or option with the one that was probably meant', async () => {
    const command = await parley(['chekc']);
    expect(command).toMatchObject({ code: 2, out: '' });
    expect(command.err).toContain('(Did you mean check?)');
    const option = await parley(['check', '--jsno']);
    expect(option.code).toBe(2);
    expect(option.err).toContain('(Did you mean --json?)');
  });

  it('shows its help when asked for nothing', async () => {
    const { code, err } = await parley([]);
    expect(code).toBe(2);
    expect(err).toContain('Commands:');
  });

  it('refuses values that cannot be', async () => {
    expect(await parley(['sandbox', '--port-base', 'x'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('It must be a whole number from 0 to 65000.'),
    });
    expect(await parley(['sandbox', '--only', 'slack,budypress'])).toMatchObject({
      code: 2,
      err: 'The sandbox has no service "budypress". Did you mean "buddypress"?',
    });
    expect(await parley(['journal', 'list', '--state', 'lost'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Allowed choices are waiting, done, failed, skipped.'),
    });
  });

  it.each(['run', 'check'])('leads on when %s finds no configuration', async (command) => {
    const file = path.join(tempDir(), 'parley.yaml');
    const { code, err } = await parley([command, '--config', file]);
    expect(code).toBe(2);
    expect(err).toMatch(/^There is no .*parley\.yaml here\. To look around first, run "parley demo"/);
    expect(err).toContain('examples/');
  });

  it('prints a JSON Schema that is JSON', async () => {
    const { code, out } = await parley(['schema']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: 'Parley configuration', type: 'object' });
  });
});
