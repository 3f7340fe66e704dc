import type { ToolCall, Turn, TurnStore } from '../../../bridges/bot/contract.ts';
import { openJournal } from '../../../bridges/journal/open.ts';
import { created } from '../../support/events.ts';
import { answer, bot, here, listened, used, words } from './play.ts';

/*
 * A process that takes part in every turn of a bot, up to where it is told to stop: it prints each call of the "model"
 * and each step that the journal has promised to keep. Usage: worker.ts <journal> <messages> <steps before it stops>
 */
const [file = '', messages = '', stopAfter = ''] = process.argv.slice(2);
const journal = await openJournal(file);
const { turns } = journal;
let left = Number(stopAfter);

/** The way of a process that hangs: it does nothing more, until it is killed. */
async function done(what: string): Promise<void> {
  process.stdout.write(`${what}\n`);
  left -= 1;
  if (left > 0) return;
  process.stdout.write('stopped\n');
  await new Promise(() => setInterval(() => undefined, 60_000));
}

const call = (turn: Turn): ToolCall => ({ id: `call-${String(turn.id)}`, name: 'search', arguments: '{}' });

async function ask(store: TurnStore, turn: Turn, text: string): Promise<Turn> {
  const cost = { usage: used(10, 5), money: 0.25 };
  const next = await store.step(turn, { kind: 'model', answer: answer(text), purpose: 'answer' }, cost);
  await done(`model ${String(turn.id)}`);
  return next;
}

/** Goes on from wherever the turn stands. */
async function goOn(turn: Turn): Promise<void> {
  let now = turn;
  if (now.steps.length === 0) now = await ask(turns, now, 'let me look');
  if (now.steps.length === 1) {
    now = await turns.toolBegins(now, call(now));
    await done(`tool begins ${String(now.id)}`);
  }
  const tool = now.steps[1];
  if (tool?.kind === 'tool' && !tool.result) {
    now = await turns.step(now, { kind: 'tool', call: call(now), result: { text: 'found' } });
    await done(`tool ${String(now.id)}`);
  }
  if (now.steps.length === 2) now = await ask(turns, now, 'found it');
  if (!now.began) {
    now = (await turns.say(now, words(now, 'fo', 'open'))).turn;
    await done(`began ${String(now.id)}`);
  }
  await turns.say(now, words(now, 'found it'));
  await done(`answered ${String(now.id)}`);
}

for (const turn of await turns.open(bot)) await goOn(turn);
const ids = Array.from({ length: Number(messages) }, (_, index) => String(index + 1));
// The source delivers again what it was not told to have arrived; here: everything, at each start.
await journal.accept(
  'site',
  ids.map((id) => listened(created(id))),
  'cursor',
);
await done('accepted');
for (const heard of await turns.heard(bot)) {
  const turn = await turns.begin(bot, here, [heard]);
  await done(`begun ${String(turn.id)}`);
  await goOn(turn);
}
process.stdout.write('finished\n');
await journal.close();
