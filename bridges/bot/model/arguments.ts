/**
 * Arguments of an earlier call as they may be sent back: services that parse them answer broken JSON with an error,
 * for this call and for every later one in the conversation.
 */
export function sendable(args: string): string {
  try {
    const value: unknown = JSON.parse(args);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return args;
  } catch {
    // Falls through to the same wrapping.
  }
  return JSON.stringify({ malformed: args });
}
