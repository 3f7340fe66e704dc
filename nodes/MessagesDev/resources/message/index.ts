export { getAll } from './getAll.ts';
export { send } from './send.ts';
export { sendAudio } from './sendAudio.ts';
export { sendAndWait } from './sendAndWait.ts';
