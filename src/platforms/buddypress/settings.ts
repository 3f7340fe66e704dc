import { z } from 'zod';

/** The two generations of the BuddyPress REST API. A site serves one of them, never both. */
export type ApiVersion = 'v1' | 'v2';

/** What an account on a BuddyPress site needs. */
export interface BuddyPressSettings {
  readonly url: string;
  readonly user: string;
  readonly applicationPassword: string;
  readonly version?: ApiVersion | undefined;
}

export const settings: z.ZodType<BuddyPressSettings, z.ZodTypeDef, unknown> = z
  .object({
    url: z
      .string()
      .url('must be an address such as https://community.example.org')
      .refine((url) => /^https?:/i.test(url), 'must begin with http:// or https://')
      .describe('Address of the site; /wp-json or ?rest_route=/ at its end may stay'),
    user: z.string().min(1).describe('Login name or e-mail address of the account'),
    applicationPassword: z
      .string()
      .min(1)
      .describe('Application password of that user (profile page of the site); its spaces may stay'),
    version: z.enum(['v1', 'v2']).optional().describe('Generation of the REST API; found out when left away'),
  })
  .strict();
