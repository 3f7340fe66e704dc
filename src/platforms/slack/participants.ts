import type { Participant } from '../contract.ts';
import type { SlackClient } from './client.ts';
import type { Names } from './names.ts';

const PAGE = 200;
/** Names of more people than this are not looked up: Slack allows about fifty lookups a minute. */
const MOST = 400;

/** People and bots of a channel, with the names they chose; those whose name is not known yet go by their id. */
export async function participants(
  client: SlackClient,
  names: Names,
  channel: string,
): Promise<Participant[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.members({ channel, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    ids.push(...page.members);
    cursor = page.response_metadata?.next_cursor;
  } while (cursor !== undefined && ids.length < MOST);
  await names.learn(ids);
  return ids.map((id) => {
    const known = names.get(id);
    return { id, name: known?.name ?? id, ...(known?.email === undefined ? {} : { email: known.email }) };
  });
}
