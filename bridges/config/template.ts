import { z } from 'zod';
import { didYouMean } from './suggest.ts';

/** A text with places such as `{name}`, of which it may have only the given ones. */
export function template(names: readonly string[], maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .superRefine((text, context) => {
      for (const [, name = ''] of text.matchAll(/\{(\w*)\}/g)) {
        if (names.includes(name)) continue;
        const known = names.map((one) => `{${one}}`);
        const message = `has the unknown place "{${name}}". ${didYouMean(`{${name}}`, known)}`;
        context.addIssue({ code: z.ZodIssueCode.custom, message });
      }
    });
}
