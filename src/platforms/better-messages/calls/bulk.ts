import { anything } from '../answers.ts';
import type { Api } from './api.ts';

type Body = Readonly<Record<string, unknown>>;

const ADVICE =
  'Let the role of this account send bulk messages, in the settings of Better Messages. To a role that may it means ' +
  'that the number is wrong, or that the plugin of the site is of another version.';

/** Messages to many people at once, for roles that may. The answers are jobs in shapes not known for certain. */
export function bulkCalls(plain: Api) {
  const api = plain.advising(ADVICE);
  const of = (job: number, route: string): string => `/bulkMessages/${String(job)}/${route}`;
  return {
    bulkJobs: () => api.get('/bulkMessages', 'list the mass messages', anything),
    /** How many people the selectors mean. */
    previewBulk: (job: Body) => api.read('/bulkMessages/preview', 'preview a mass message', anything, job),
    createBulk: (job: Body) => api.write('/bulkMessages/create', 'send a mass message', anything, job),
    testBulk: (message: Body) => api.write('/bulkMessages/sendTest', 'try a mass message', anything, message),
    pauseBulk: (job: number) => api.write(of(job, 'pause'), `pause mass message ${String(job)}`, anything),
    resumeBulk: (job: number) => api.write(of(job, 'resume'), `resume mass message ${String(job)}`, anything),
    cancelBulk: (job: number) => api.write(of(job, 'cancel'), `cancel mass message ${String(job)}`, anything),
    bulkStatus: (job: number) => api.get(of(job, 'status'), `read mass message ${String(job)}`, anything),
    bulkThreads: (job: number, page = 1) =>
      api.get(of(job, 'threads'), `list the threads of mass message ${String(job)}`, anything, { page }),
    followUpBulk: (job: number, message: Body) =>
      api.write(of(job, 'followUp'), `follow up mass message ${String(job)}`, anything, message),
    bulkFollowUpCounts: (job: number) =>
      api.get(of(job, 'followUpCounts'), `count the answers to mass message ${String(job)}`, anything),
    bulkMessagePreview: (messageId: number) =>
      api.get(`/bulkMessages/previewMessage/${String(messageId)}`, 'preview a message', anything),
    changeBulkReport: (job: number, property: string, value: string) =>
      api.write('/bulkMessages/changeReport', `change mass message ${String(job)}`, anything, {
        report_id: job,
        property,
        value,
      }),
    deleteBulkReport: (job: number) =>
      api.write('/bulkMessages/deleteReport', `delete mass message ${String(job)}`, anything, {
        report_id: job,
      }),
  };
}
