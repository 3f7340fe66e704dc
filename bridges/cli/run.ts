import { loadConfig } from '../config/index.ts';
import type { LoadedConfig } from '../config/index.ts';
import { createLog } from '../host/log.ts';
import { loadPlatforms } from '../load-platforms.ts';
import { startDaemon } from './daemon.ts';
import { EXIT_FAILED, EXIT_OK } from './exit.ts';
import { listenForStop } from './signals.ts';
import type { Terminal } from './terminal.ts';

/** After a fatal error, closing what still can be closed may take so long. */
const FATAL_GRACE_MS = 5_000;

/**
 * The daemon, until a signal stops it. The first one finishes what is in flight (exit code 0), a second one ends the
 * process at once: what was under way then is looked up or sent by the next start.
 */
export async function run(options: { config: string }, terminal: Terminal): Promise<number> {
  const { platforms, sockets } = await loadPlatforms(options.config);
  const config = loadConfig(options.config, terminal.env, platforms);
  const log = createLog(config.log, () => config.secrets);
  for (const warning of config.warnings) log.warn({}, warning);
  const signals = listenForStop();
  try {
    const daemon = await startDaemon(config, { log, platforms, sockets });
    terminal.out(startLine(config, daemon.url));
    const ended = await Promise.race([signals.first, daemon.fatal]);
    if (ended instanceof Error) {
      log.error({ error: ended }, `Parley cannot go on: ${ended.message}`);
      terminal.err(`Parley cannot go on: ${ended.message} ${reasonOf(ended)}`.trim());
      setTimeout(() => process.exit(EXIT_FAILED), FATAL_GRACE_MS).unref();
      await daemon.stop();
      return EXIT_FAILED;
    }
    log.info({ signal: ended }, 'stopping: finishing what is in flight; a second signal stops at once');
    await daemon.stop();
    log.info({}, 'stopped; what is left waits in the journal');
    return EXIT_OK;
  } finally {
    signals.dispose();
  }
}

/** What the daemon mirrors, which bots answer, and where its status page is, in one line. */
export function startLine(config: LoadedConfig, url: string): string {
  const routes = config.routes.map(({ name, from, to }) => {
    const isBothWays = from.length === to.length && from.every((place) => to.includes(place));
    const show = (places: typeof from): string =>
      places.map(({ account, conversation }) => `${account}:${conversation}`).join(', ');
    return `${name} (${isBothWays ? show(from) : `${show(from)} to ${show(to)}`})`;
  });
  const mirrors = routes.length > 0 ? [`mirrors ${routes.join('; ')}`] : [];
  const answers =
    config.bots.length > 0 ? [`answers as ${config.bots.map(({ name }) => name).join(', ')}`] : [];
  return `Parley ${[...mirrors, ...answers].join(', and ')}. Status page: ${url}/`;
}

function reasonOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : '';
}
