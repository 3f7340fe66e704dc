import type { z } from 'zod';
import type { BotConfig } from '../../../config/bot-model.ts';
import type { ToolResult, ToolSpec, Turn } from '../../contract.ts';
import type { Deed, HandOver, Surroundings } from '../../parts.ts';
import { readArguments } from '../arguments.ts';
import { handOverTool } from './hand-over.ts';
import { noteTool } from './note.ts';
import { searchTool } from './search.ts';

/** A tool of our own. */
export interface BuiltIn {
  readonly spec: ToolSpec;
  /** @throws what the journal throws */
  call(
    written: string,
    turn: Turn,
    surroundings: Surroundings,
  ): Promise<ToolResult & { readonly deed?: Deed }>;
}

/** What a tool of our own does with arguments that are as they should be. */
export type Work<T> = (
  given: T,
  turn: Turn,
  surroundings: Surroundings,
) => Promise<ToolResult & { readonly deed?: Deed }>;

/** Those that the configuration has, by name. */
export function builtInTools({ tools, handover }: BotConfig, handOver: HandOver): Map<string, BuiltIn> {
  const all = {
    search: searchTool(),
    // The configuration can forbid it to the model and leave it to people.
    handover: handover.byModel ? handOverTool(handOver) : undefined,
    note: noteTool(),
  };
  const chosen = tools.builtIn.flatMap((name) => all[name] ?? []);
  return new Map(chosen.map((tool) => [tool.spec.name, tool]));
}

/** A tool whose arguments are checked before anything is done. */
export function builtIn<T>(
  spec: ToolSpec,
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
  work: Work<T>,
): BuiltIn {
  return {
    spec,
    async call(written, turn, surroundings) {
      const read = readArguments(written);
      if ('problem' in read) return { text: read.problem, failed: true };
      const given = schema.safeParse(read.value);
      if (given.success) return work(given.data, turn, surroundings);
      const problems = given.error.issues.map(
        ({ path, message }) => `${path.join('.') || 'the object'}: ${message}`,
      );
      return { text: `The arguments do not fit: ${problems.join('; ')}.`, failed: true };
    },
  };
}
