import type { Api } from '../http.ts';
import { banSettingsSchema, banTestSchema } from '../schema.ts';
import { digitsOf } from './destination.ts';

export interface BanSettingsChange {
  /** Regular expression; people whose number it matches are blocked when they write. */
  readonly banPhoneMask?: string;
  /** Sent to a person before they are blocked; nothing is sent when it is empty. */
  readonly preBanMessage?: string;
}

/** Blocking of unwanted numbers by the instance itself. Late years only. */
export function banCalls(api: Api) {
  return {
    banSettings: () =>
      api.call(banSettingsSchema, {
        method: 'GET',
        path: 'banSettings',
        tried: 'read which numbers are blocked',
        write: false,
      }),
    changeBanSettings: (changes: BanSettingsChange) =>
      api.call(banSettingsSchema, {
        method: 'POST',
        path: 'banSettings',
        body: { ...changes },
        tried: 'change which numbers are blocked',
        write: true,
      }),
    /** Whether a number would be blocked; blocks nobody. */
    banTest: (phone: string) =>
      api.call(banTestSchema, {
        method: 'POST',
        path: 'banTest',
        body: { phone: digitsOf(phone) },
        tried: 'test whether a number would be blocked',
        write: false,
      }),
  };
}
