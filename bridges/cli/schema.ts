import { editorSchema } from '../config/index.ts';
import { platforms } from '../platforms.ts';
import { EXIT_OK } from './exit.ts';
import type { Terminal } from './terminal.ts';

/** Prints the JSON Schema of `parley.yaml`. */
export function schema(terminal: Terminal): number {
  terminal.out(JSON.stringify(editorSchema(platforms), undefined, 2));
  return EXIT_OK;
}
