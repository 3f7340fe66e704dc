import { didYouMean } from '../config/suggest.ts';
import { startSandbox } from '../sandbox/index.ts';
import { sandboxNames } from '../sandbox/sandbox.ts';
import { EXIT_OK, UsageError } from './exit.ts';
import { describeModel, describeService, formatSandbox, sandboxConfig } from './sandbox-report.ts';
import { listenForStop } from './signals.ts';
import type { Terminal } from './terminal.ts';

export interface SandboxCommandOptions {
  readonly only?: readonly string[];
  /** The services listen on this port and the ones after it; on free ones for 0. */
  readonly portBase: number;
  readonly json?: boolean;
}

/** The emulators alone, until a signal stops them. */
export async function sandbox(options: SandboxCommandOptions, terminal: Terminal): Promise<number> {
  const unknown = options.only?.find((name) => !sandboxNames.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`The sandbox has no service "${unknown}". ${didYouMean(unknown, sandboxNames)}`);
  }
  const signals = listenForStop();
  const running = await startSandbox({
    ...(options.only ? { only: options.only } : {}),
    ...(options.portBase === 0 ? {} : { portBase: options.portBase }),
  });
  try {
    const services = Object.entries(running.emulators).map(([name, emulator]) =>
      describeService(name, emulator),
    );
    const model = running.model && describeModel(running.model);
    if (options.json)
      terminal.out(JSON.stringify({ services, model, config: sandboxConfig(services, model) }, undefined, 2));
    else for (const line of formatSandbox(services, model)) terminal.out(line);
    terminal.err('The sandbox runs until Ctrl+C.');
    await signals.first;
    return EXIT_OK;
  } finally {
    await running.close();
    signals.dispose();
  }
}
