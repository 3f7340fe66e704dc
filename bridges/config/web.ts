import type { Document } from './document.ts';
import type { WebConfig } from './model.ts';
import type { Problem } from './problems.ts';
import type { WebInFile } from './schema.ts';

/** Whether a host name stands for this machine itself. */
export function isLoopback(host: string): boolean {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '');
  return (
    bare === 'localhost' ||
    bare.endsWith('.localhost') ||
    bare === '::1' ||
    /^127(?:\.\d{1,3}){3}$/.test(bare)
  );
}

/** Checks what `web` allows in only some combinations. */
export function readWeb(
  web: WebInFile,
  document: Document,
  problems: Problem[],
  warnings: Problem[],
): WebConfig {
  if (!isLoopback(web.host) && web.token === undefined && !document.isBroken(['web', 'token'])) {
    problems.push({
      ...document.at(['web', 'host']),
      message:
        `web.host "${web.host}" is open to other machines, so pages and API need a token. ` +
        'Add web.token: "${PARLEY_TOKEN}", or listen on 127.0.0.1.',
    });
  }
  const publicUrl = readPublicUrl(web.publicUrl, document, problems, warnings);
  return {
    host: web.host,
    port: web.port,
    ...(web.token === undefined ? {} : { token: web.token }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    maxBodyBytes: web.maxBodySize,
  };
}

function readPublicUrl(
  text: string | undefined,
  document: Document,
  problems: Problem[],
  warnings: Problem[],
): string | undefined {
  if (text === undefined) return undefined;
  const at = document.at(['web', 'publicUrl']);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== ''
  ) {
    const message =
      'web.publicUrl must be an address such as https://parley.example.org, without user, query or fragment.';
    problems.push({ ...at, message });
    return undefined;
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    const message = 'web.publicUrl is a plain http address: webhooks would travel unencrypted. Use https.';
    warnings.push({ ...at, message });
  }
  return url.href.replace(/\/+$/, '');
}
