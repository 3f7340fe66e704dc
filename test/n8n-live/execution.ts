import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

const jsonSchema = z.custom<IDataObject>((value) => typeof value === 'object' && value !== null);
const itemSchema = z.object({ json: jsonSchema, binary: z.record(z.unknown()).optional() });
const errorSchema = z.object({ message: z.string(), description: z.string().nullish() }).passthrough();
const taskSchema = z.object({
  error: errorSchema.optional(),
  data: z
    .object({ main: z.array(z.array(itemSchema).nullable()).optional() })
    .passthrough()
    .optional(),
});
const runDataSchema = z.record(z.array(taskSchema));
export const executionSchema = z.object({
  id: z.string(),
  mode: z.string(),
  status: z.string(),
  data: z.object({
    resultData: z.object({ runData: runDataSchema, error: errorSchema.optional() }).passthrough(),
  }),
});

/** By name of a node: what came of each time it ran. */
export type RunData = z.infer<typeof runDataSchema>;
export type Execution = z.infer<typeof executionSchema>;
export type OutputItem = z.infer<typeof itemSchema>;

/** Items that a node handed on, whatever the output and the run. */
export function itemsOf(runData: RunData, node: string): OutputItem[] {
  return (runData[node] ?? []).flatMap(({ data }) => (data?.main ?? []).flatMap((items) => items ?? []));
}

/** What kept a node from its work: thrown, or handed on because the node may continue. */
export function errorOf(runData: RunData, node: string): string | undefined {
  const [task] = runData[node] ?? [];
  if (!task) return 'The node did not run.';
  if (task.error) return [task.error.message, task.error.description].filter(Boolean).join(' – ');
  const handedOn = itemsOf(runData, node).find(({ json }) => Object.keys(json).join() === 'error');
  return handedOn && JSON.stringify(handedOn.json.error);
}
