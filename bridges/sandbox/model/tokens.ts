/** OpenAI's own rule of thumb for English text: https://platform.openai.com/tokenizer */
const CHARACTERS_PER_TOKEN = 4;
/** Around each message of a chat. */
export const TOKENS_PER_MESSAGE = 3;
/** A picture of 512 × 512 at low detail. */
export const TOKENS_PER_PICTURE = 85;

/** About as many tokens as a real model would see: one for four characters, rounded up. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** The beginning of a text that has at most so many tokens. */
export function cutToTokens(text: string, tokens: number): string {
  return text.slice(0, tokens * CHARACTERS_PER_TOKEN);
}
