import type { Model } from './model.ts';
import { ask } from './server.ts';

/** Who speaks is counted: column of the first room, person of that column. */
const SCENE: readonly { readonly column: number; readonly person: number; readonly text: string }[] = [
  { column: 0, person: 0, text: 'Morning! Is the repair café still on for Saturday?' },
  { column: 5, person: 0, text: 'It is, from 10 to 4. We could use another pair of hands' },
  { column: 3, person: 0, text: 'I can bring my soldering iron, and a friend' },
  { column: 2, person: 1, text: 'Lovely! I bake the cake, as *always*' },
  { column: 6, person: 1, text: 'The door code is 4711#, please keep it inside <this> room' },
  { column: 4, person: 0, text: 'Can somebody look at my radio?' },
  { column: 3, person: 1, text: '¡Qué bien! Llegamos a las diez y media' },
  { column: 0, person: 0, text: 'See you there ☀' },
];
const PAUSE_MS = 900;

/** Lets the people of the first room talk for a while. */
export async function playScene(model: Model, button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  for (const { column: index, person, text } of SCENE) {
    const columns = model.rooms[0]?.columns ?? [];
    const column = columns[index % Math.max(1, columns.length)];
    const speaker = column?.people[person % column.people.length];
    if (!column || !speaker) continue;
    const { account, conversation } = column;
    if (!(await ask('say', { account, conversation, as: speaker.id, text }))) break;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await askBot(model);
  button.disabled = false;
}

/** At the end somebody turns to the bot. */
async function askBot({ bot, rooms }: Model): Promise<void> {
  const column = rooms[0]?.columns.find(({ account }) => account === bot?.account);
  const asker = column?.people.at(-1);
  if (!bot || !asker) return;
  const { account, conversation, sample: text } = bot;
  await ask('say', { account, conversation, as: asker.id, text });
}
