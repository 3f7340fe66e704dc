import type { JsonSchemaType } from '@modelcontextprotocol/sdk/validation/types.js';
import { quoted } from '../text.ts';
import { checkedSchema } from './schema.ts';

/** @returns what does not fit, for the model; undefined when it fits */
export type Check = (args: Readonly<Record<string, unknown>>) => string | undefined;

/**
 * Makes the check of a tool's arguments; done at its first call, for most tools of a server are never called. Where
 * the schema itself is broken, the server is left to check.
 */
export async function createCheck(schema: Readonly<Record<string, unknown>>): Promise<Check> {
  const { AjvJsonSchemaValidator } = await import('@modelcontextprotocol/sdk/validation/ajv');
  try {
    // Each with its own, so that no two schemas meet.
    const fits = new AjvJsonSchemaValidator().getValidator(checkedSchema(schema) as JsonSchemaType);
    return (args) => {
      const { valid, errorMessage } = fits(args);
      return valid ? undefined : `The arguments do not fit: ${quoted(errorMessage, 500)}.`;
    };
  } catch {
    return () => undefined;
  }
}
