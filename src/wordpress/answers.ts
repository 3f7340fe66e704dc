import type { HttpResponse } from '../host/index.ts';

/** What an answer is that is no JSON, in words. */
export function natureOf(text: string): string {
  if (/^\s*<(?:!doctype|html|head|body)\b/i.test(text)) return 'an HTML page instead of JSON';
  if (/(?:warning|notice|deprecated|fatal error)/i.test(text)) return 'PHP messages in front of the JSON';
  return text === '' ? 'an empty answer' : 'something else than JSON';
}

/** The text of an error without markup: it may be an HTML page. */
export function plainComplaint(message: string): string {
  return message.replaceAll(/<[^>]*>/g, '').slice(0, 300);
}

/** The site's clock from the Date header, Unix milliseconds. */
export function siteTimeOf(answer: HttpResponse): number | undefined {
  const time = Date.parse(answer.headers.date ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** For how long the service wants to be left alone, milliseconds. It gives seconds, or a date by its own clock. */
export function retryAfterOf(answer: HttpResponse): number | undefined {
  const header = answer.headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const wait = Date.parse(header) - (siteTimeOf(answer) ?? Number.NaN);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Value of an Authorization header; the credentials are UTF-8. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)))}`;
}
