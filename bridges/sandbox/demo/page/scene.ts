import type { Model } from './model.ts';
import { ask } from './server.ts';

/** Who speaks is counted: column of the first room, person of that column. */
const SCENE: readonly { readonly column: number; readonly person: number; readonly text: string }[] = [
  { column: 0, person: 0, text: 'Morning! Is the garden still open on Saturday?' },
  { column: 3, person: 0, text: 'It is, from 10. I am bringing the new seed boxes ☀' },
  { column: 2, person: 0, text: 'On my way back from Porto, can I bring someone along?' },
  { column: 1, person: 0, text: 'Of course. The more hands, the fewer weeds.' },
  { column: 3, person: 1, text: 'Gate code is `4711#`, please do not share it outside <this> room' },
  { column: 0, person: 1, text: 'مرحبا بالجميع، أراكم يوم السبت' },
  { column: 2, person: 1, text: 'Perfect. I have a *literal* star for whoever waters the tomatoes' },
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
  button.disabled = false;
}
