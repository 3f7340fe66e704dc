import { describe, expect, it } from 'vitest';
import type { Author } from '../../src/model/index.ts';
import { nicknameOf, prefixOf } from '../../bridges/relay/nickname.ts';
import { routeWith, site } from './kit.ts';

const nameOf = (name: string, lines = '', author: Partial<Author> = {}): string =>
  nicknameOf({ id: '7', kind: 'person', ...author, name }, routeWith(lines), site, 'BuddyPress');

describe('the nickname of an author', () => {
  it('is the name, or what the route makes of it', () => {
    expect(nameOf('Ada Lovelace')).toBe('Ada Lovelace');
    expect(nameOf('Ada', 'nickname: "{name} ({platform}, {account}:{conversation})"')).toBe(
      'Ada (BuddyPress, site:12)',
    );
  });

  it('is filled in once: a name cannot fill in another place', () => {
    expect(nameOf('{account} $& {name}', 'nickname: "[{platform}] {name}"')).toBe(
      '[BuddyPress] {account} $& {name}',
    );
  });

  it('is one line without anything that turns, hides or commands the text around it', () => {
    expect(nameOf('Ada\r\nadmin:\t\u2028hi\u0085there')).toBe('Ada admin: hi there');
    expect(nameOf('\u202Enimda\u202C \u2066x\u2069 \u200Fy\u200E\u061C')).toBe('nimda x y');
    expect(nameOf('a\u0000b\u001b[2Jc\u009bd\u007fe')).toBe('ab[2Jcde');
    expect(nameOf('a\u200bd\u2060m\ufeffi\u00adn')).toBe('admin');
  });

  it('keeps what scripts and emoji are written with', () => {
    expect(nameOf('می‌خواهم 👩‍💻 Zoë')).toBe('می‌خواهم 👩‍💻 Zoë');
  });

  it('is never empty', () => {
    expect(nameOf('\u200b \u202e')).toBe('7');
    expect(nameOf('', '', { id: '' })).toBe('somebody');
  });

  it('is at most 80 characters long, and cut between characters as people see them', () => {
    expect(nameOf('x'.repeat(80))).toBe('x'.repeat(80));
    expect(nameOf('x'.repeat(81))).toBe(`${'x'.repeat(79)}…`);
    expect(nameOf(`${'x'.repeat(75)}👩‍💻👩‍💻`)).toBe(`${'x'.repeat(75)}…`);
    expect(nameOf(`a${'\u0301'.repeat(500)}`).length).toBeLessThanOrEqual(80);
    expect(nameOf(`\ud83d${'x'.repeat(100)}`)).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('the prefix of a copy', () => {
  it('is the nickname with a colon, or what the route makes of it, or nothing', () => {
    expect(prefixOf('Ada', routeWith(''))).toBe('Ada:');
    expect(prefixOf('$& {nickname}', routeWith('prefix: "<{nickname}>"'))).toBe('<$& {nickname}>');
    expect(prefixOf('Ada', routeWith('prefix: ""'))).toBeUndefined();
  });
});
