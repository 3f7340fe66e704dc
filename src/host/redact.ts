const QUERY_SECRET = /([?&](?:token|access_token|secret|key|password)=)[^&\s"'<>]+/gi;
const AUTHORIZATION = /\b(Bearer|Basic)\s+[A-Za-z0-9+/=._~-]{6,}/gi;
const SLACK_TOKEN = /\bx(?:ox[a-z]|app)-[A-Za-z0-9-]+/g;

/**
 * Takes secrets out of a text that is going to be shown: the given ones wherever they stand, and whatever looks like
 * a token in a query string, an Authorization header or a Slack token.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length >= 4)
      clean = clean.replaceAll(secret, '[hidden]').replaceAll(encodeURIComponent(secret), '[hidden]');
  }
  return clean
    .replace(QUERY_SECRET, '$1[hidden]')
    .replace(AUTHORIZATION, '$1 [hidden]')
    .replace(SLACK_TOKEN, '[hidden]');
}
