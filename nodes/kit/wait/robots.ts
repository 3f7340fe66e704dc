/**
 * Programs that look at the links of a message before any person does: to show a preview, or to scan for viruses. They
 * open addresses with GET, and must not approve anything by that. iMessage calls itself facebookexternalhit and
 * Twitterbot; WordPress sites preview links too. Cubot makes phones.
 */
const ROBOT =
  /(?<!\bcu)bot\b|crawl|spider|preview|facebookexternalhit|facebot|whatsapp|slack|discord|telegram|skype|teams|linkedin|embed|wordpress|unfurl|scanner|safelinks|barracuda|mimecast|proofpoint/i;

/** Whether a request comes from such a program, or from a browser that only fetches ahead. */
export function isRobot(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  const agent = String(headers['user-agent'] ?? '');
  const purpose = String(headers['sec-purpose'] ?? headers.purpose ?? headers['x-purpose'] ?? '');
  return agent === '' || ROBOT.test(agent) || /prefetch|preview/i.test(purpose);
}
