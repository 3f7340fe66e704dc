import { createHash } from 'node:crypto';

/** Longest name of a tool that the services take: https://platform.openai.com/docs/api-reference/chat/create */
const MAX_LENGTH = 64;
const HASH_LENGTH = 10;
const LOOKS_HASHED = new RegExp(`_[0-9a-f]{${String(HASH_LENGTH)}}$`);

/** What the names of all tools of a server begin with. */
export function prefixOf(server: string): string {
  return `${tidy(server)}__`;
}

/**
 * The name of a tool of a server as models take it: letters, digits, `_` and `-`, at most 64. Where that cannot be the
 * plain `server__tool`, it ends with a hash, which no plain name does. So the same tool has the same name whatever
 * else there is, and no two tools have one: a call that was stored is never taken for another.
 */
export function toolName(server: string, tool: string): string {
  const plain = `${server}__${tool}`;
  const isPlain =
    /^[a-zA-Z0-9_-]+$/.test(tool) &&
    plain.length <= MAX_LENGTH &&
    prefixOf(server) === `${server}__` &&
    !LOOKS_HASHED.test(tool);
  if (isPlain) return plain;
  const hash = createHash('sha256').update(`${server}.${tool}`).digest('hex').slice(0, HASH_LENGTH);
  return `${`${prefixOf(server)}${tidy(tool)}`.slice(0, MAX_LENGTH - HASH_LENGTH - 1)}_${hash}`;
}

/** Without two underscores in a row and none at the end, so that the first two are where the server's name ends. */
function tidy(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9-]+/g, '_').replace(/_$/, '');
}
