import { readOptions } from './options.ts';
import { describeReport, isGood } from './report.ts';
import { runCrash } from './run.ts';

/**
 * Runs the real daemon with a bot over all services, kills it again and again while people talk and ask and services
 * fail, and counts what arrived. Exits 0 when nothing was lost, doubled, turned round or asked of the model again.
 */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const tell = (line: string): void => {
    if (!options.json) process.stderr.write(`${line}\n`);
  };
  tell(`seed ${options.seed}: ${String(options.messages)} messages, ${String(options.kills)} kills`);
  const report = await runCrash(options, tell);
  process.stdout.write(`${options.json ? JSON.stringify(report) : describeReport(report)}\n`);
  process.exitCode = isGood(report) ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
