import { describe, expect, it } from 'vitest';
import { baseline, drain, ownMessages, sendText, useStage } from './stage.ts';
import type { Subject } from './subject.ts';

export function describeIdentity<Settings>(subject: Subject<Settings>): void {
  describe('who it is', () => {
    const stage = useStage(subject);

    it('knows whom the credentials belong to', async () => {
      const me = await stage().connection.whoAmI();
      expect(me.id).not.toBe('');
      expect(me.name).not.toBe('');
      expect(
        stage()
          .emulator.people()
          .map(({ id }) => id),
      ).not.toContain(me.id);
    });

    it('shows the name of its account and the data of its platform', () => {
      expect(stage().connection.account).toBe('here');
      expect(stage().connection.capabilities).toEqual(subject.platform.capabilities);
    });

    it('names the secrets that must never be shown', () => {
      const { secrets } = stage().connection;
      expect(secrets.length).toBeGreaterThan(0);
      expect(secrets.filter((secret) => secret.length < 4)).toEqual([]);
    });

    it('refuses settings with an unknown key, in words that name it', () => {
      const settings = { ...stage().emulator.accountSettings(), tokne: 'x' };
      const parsed = subject.platform.settings.safeParse(settings);
      expect(parsed.success).toBe(false);
      expect(parsed.error?.message).toContain('tokne');
    });

    it('finds nothing wrong with an account that works', async () => {
      expect(await stage().connection.check(stage().conversations)).toEqual([]);
    });

    it('finds and explains credentials that do not work, without showing them', async () => {
      const wrong = stage().connect(subject.withWrongCredentials(stage().emulator.accountSettings()));
      const findings = await wrong.check(stage().conversations);
      expect(findings.map(({ level }) => level)).toContain('problem');
      for (const { message, advice } of findings) {
        expect(message).not.toBe('');
        expect(advice).not.toBe('');
        for (const secret of wrong.secrets) expect(`${message} ${advice}`).not.toContain(secret);
      }
    });

    it('finds and explains a conversation that is not there', async () => {
      const findings = await stage().connection.check([subject.goneConversation]);
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.filter(({ message, advice }) => message === '' || advice === '')).toEqual([]);
    });

    it('recognises its own messages when it reads them', async () => {
      const me = await stage().connection.whoAmI();
      await stage().say('by a person');
      await sendText(stage(), 'by ourselves');
      await ownMessages(stage(), 1);
      const kinds = (await stage().connection.listMessages(stage().conversation))
        .slice(-2)
        .map(({ author }) => [author.kind, author.id === me.id]);
      expect(kinds).toEqual([
        ['person', false],
        ['self', true],
      ]);
    });

    it('never takes an own message for somebody else in its feed', async () => {
      const from = await baseline(stage());
      await sendText(stage(), 'by ourselves');
      await ownMessages(stage(), 1);
      await stage().say('by a person');
      const { events } = await drain(stage(), from);
      const strangers = events.filter((event) => 'author' in event || event.type === 'message.created');
      const authors = strangers.map((event) => ('message' in event ? event.message.author.kind : 'other'));
      expect(authors.filter((kind) => kind !== 'self')).toEqual(['person']);
    });
  });
}
