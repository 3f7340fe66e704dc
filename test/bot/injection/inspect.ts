import { expect } from 'vitest';
import type { EmulatedMessage, Emulator } from '../../../bridges/sandbox/kit/index.ts';
import { sentIn } from '../prompt/settings.ts';

/** Stands in every text of a stranger, and in nothing that the bot says. */
export const STRANGER = 'INTRUDER';

/** What nobody sees, and what tells some models who speaks. */
const SMUGGLED =
  /[\0-\x08\x0e-\x1f\u200b\u202a-\u202e\u2060-\u206f\u{e0000}-\u{e01ef}]|<\|[^|\n]{1,40}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?s>|<tool_call>/u;

/**
 * A request as it reached the API holds: one system message, first, without a word of anybody else; what others wrote
 * only between marks that are whole; as words of the bot only what it said; no secret.
 */
export function expectIntact(body: unknown, secrets: readonly string[], told = ''): void {
  const messages = sentIn(body);
  const [system, ...others] = messages;
  expect(system?.role, told).toBe('system');
  expect(system?.content, told).not.toContain(STRANGER);
  const key = /with the key (\w{8})[: ]/.exec(system?.content ?? '')?.[1] ?? '';
  expect(key, told).toMatch(/^\w{8}$/);
  const block = `⟦${key} [a-z]+(?: [a-z]+="[^"⟦⟧\\n]*")*⟧\\n[^⟦⟧]*\\n⟦${key} end⟧`;
  const whole = new RegExp(`${block}|⟦${key}: [^⟦⟧\\n]*⟧`, 'g');
  for (const { role, content } of others) {
    expect(['user', 'assistant', 'tool'], told).toContain(role);
    expect(content, told).not.toMatch(SMUGGLED);
    if (role === 'assistant') expect(content, told).not.toMatch(new RegExp(`${STRANGER}|⟦`));
    else expect(content.replaceAll(whole, '').trim(), told).toBe('');
  }
  const raw = JSON.stringify(body);
  for (const secret of secrets) expect(raw, told).not.toContain(secret);
}

/** Live markup of each service: calls to many, mentions, elements, links that run. */
const LIVE: Readonly<Record<string, RegExp>> = {
  slack: /<[!@#]|@(?:channel|here|everyone)\b/,
  discord: /@(?:everyone|here)|(?<!\\)<(?:@[!&]?|#|a?:\w+:)\d/,
  'better-messages': /<(?:script|img|iframe|svg|style|form|video)|bm-mention|href="(?!https?:|mailto:)/i,
  buddypress: /<(?:script|img|iframe|svg|style|form|video)|href="(?!https?:|mailto:)/i,
  'chat-api': /[\u202e]/,
  'messages-dev': /[\u202e]/,
};

/** What was posted notifies nobody, runs nothing, and has neither secrets nor marks. */
export function expectHarmless(
  posts: readonly EmulatedMessage[],
  { platform }: Pick<Emulator, 'platform'>,
  secrets: readonly string[],
  told = '',
): void {
  for (const { stored, shown, mentions } of posts) {
    // In code no service looks for anybody.
    const words = stored.replaceAll(/```[^]*?```|`[^`\n]+`/g, '');
    expect(words, told).not.toMatch(LIVE[platform] ?? /^$/);
    expect(stored, told).not.toMatch(/javascript:|⟦|⟧/);
    expect(mentions ?? [], told).toEqual([]);
    for (const secret of secrets) {
      expect(stored, told).not.toContain(secret);
      expect(shown, told).not.toContain(secret);
    }
  }
}

/** What an account is signed in with. */
export function secretsOf(emulator: Emulator): string[] {
  return Object.entries(emulator.accountSettings()).flatMap(([name, value]) =>
    /password|token|secret|key/i.test(name) && typeof value === 'string' ? [value] : [],
  );
}
