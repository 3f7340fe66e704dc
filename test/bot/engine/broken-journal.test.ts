import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Stage } from './stage.ts';
import { setStage } from './stage.ts';

/** Longer than a desk waits before it tries again. */
const PATIENCE = 40_000;

/** Has the journal refuse something until the returned function is called. */
function breakJournal(stage: Stage, when: string): () => void {
  const db = new DatabaseSync(stage.journalFile);
  db.exec(`CREATE TRIGGER broken ${when} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`);
  return () => {
    db.exec('DROP TRIGGER broken');
    db.close();
  };
}

function hasLogged({ log }: Stage, text: string): boolean {
  return log.some(({ message }) => message === text);
}

describe('a journal that cannot be written for a while', { timeout: PATIENCE }, () => {
  it('loses no turn that cannot be ended, whatever is said meanwhile', async () => {
    const stage = await setStage({ services: ['buddypress'] });
    const mend = breakJournal(stage, "BEFORE UPDATE ON turns WHEN NEW.state <> 'open'");
    await stage.say('one');
    await stage.until(() => hasLogged(stage, 'a turn cannot be ended just now'));
    mend();
    await stage.say('two');
    await stage.heard(2);
    await stage.own(2);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(2);
  });

  it('loses no message that no turn can be begun for', async () => {
    const stage = await setStage({ services: ['buddypress'] });
    const mend = breakJournal(stage, 'BEFORE INSERT ON turns');
    await stage.say('one');
    await stage.until(() => hasLogged(stage, 'a conversation cannot be attended to just now'));
    mend();
    await stage.own(1);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(1);
  });
});
