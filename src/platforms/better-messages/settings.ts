import { z } from 'zod';

/** What an account on a site with Better Messages needs: the site, and one of the ways to sign in there. */
export type BetterMessagesSettings = UserSettings | GuestSettings | CookieSettings;

/** A WordPress user with an application password. */
export interface UserSettings {
  readonly url: string;
  readonly user: string;
  readonly applicationPassword: string;
}

/** A guest, as `guests/register` made it. */
export interface GuestSettings {
  readonly url: string;
  readonly guest: {
    /** Positive, as registering gave it; elsewhere the guest is the same number below zero. */
    readonly id: number;
    readonly secret: string;
  };
}

/** A WordPress user signed in by a browser's cookie. */
export interface CookieSettings {
  readonly url: string;
  readonly cookie: string;
}

const url = z
  .string()
  .url('must be an address such as https://community.example.org')
  .refine((address) => /^https?:/i.test(address), 'must begin with http:// or https://')
  .describe('Address of the site; /wp-json or ?rest_route=/ at its end may stay');

const byUser = z
  .object({
    url,
    user: z.string().min(1).describe('Login name or e-mail address of the account'),
    applicationPassword: z
      .string()
      .min(1)
      .describe('Application password of that user (profile page of the site); its spaces may stay'),
  })
  .strict();

const byGuest = z
  .object({
    url,
    guest: z
      .object({
        id: z.number().int().positive().describe('Number that registering the guest gave'),
        secret: z.string().min(4).describe('Secret that registering the guest gave'),
      })
      .strict()
      .describe('A guest of the site'),
  })
  .strict();

const byCookie = z
  .object({
    url,
    cookie: z
      .string()
      .min(4)
      .regex(/^[^=\s]+=[^\r\n]+$/, 'must be name=value, as a browser sends it')
      .describe('The wordpress_logged_in cookie of a signed-in browser, as name=value'),
  })
  .strict();

export const settings: z.ZodType<BetterMessagesSettings, z.ZodTypeDef, unknown> = z.union([
  byUser,
  byGuest,
  byCookie,
]);

/** Values of the settings that must never be shown. */
export function secretsOf(account: BetterMessagesSettings): string[] {
  if ('guest' in account) return [account.guest.secret];
  if ('cookie' in account) return [account.cookie, account.cookie.slice(account.cookie.indexOf('=') + 1)];
  return [account.applicationPassword, account.applicationPassword.replaceAll(' ', '')];
}
