const spelledOut = /^(?:https?:\/\/|mailto:)[^\s<>"|\\`]+$/i;
const allowed = new Set(['http:', 'https:', 'mailto:']);

/**
 * A link target fit to be written, or undefined when it is none that a message may carry: only http, https and mailto
 * go through, whatever tricks of spelling hide another scheme.
 */
export function safeUrl(url: string): string | undefined {
  if (spelledOut.test(url)) return url;
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (!allowed.has(parsed.protocol)) return undefined;
  return parsed.href.replace(/[\s<>"|\\`]/g, encodeURIComponent);
}

/** Whether a label says no more than its target does. */
export function isBareLink(label: string, url: string): boolean {
  return bare(label) === bare(url);
}

function bare(url: string): string {
  return url.replace(/^(?:https?:\/\/|mailto:)/i, '').replace(/\/$/, '');
}

/** Addresses in running text. Punctuation and marks at the end are the sentence's. */
export const urlInText = /https?:\/\/[^\s<>"|\\`\u200b]*[^\s<>"|\\`\u200b*_~.,;:!?')\]}]/g;
