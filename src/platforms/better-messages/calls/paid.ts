import { anything } from '../answers.ts';
import type { Api } from './api.ts';

const ADVICE =
  'Voice and video calls are in the paid build of Better Messages only: install it on the site, with its licence.';

/** What the free build does not answer. */
export function paidCalls(api: Api) {
  return {
    /**
     * Begins, takes, declines or ends a voice or video call, below `/calls`. The routes and shapes of the paid build are
     * not published, so they are given and come as they are; the free build has none, which the error then says.
     */
    call: (route: string, body: Readonly<Record<string, unknown>> = {}) =>
      api.write(`/calls/${route.replace(/^\/+/, '')}`, 'use voice and video calls', anything, body, {
        advice: ADVICE,
      }),
  };
}
