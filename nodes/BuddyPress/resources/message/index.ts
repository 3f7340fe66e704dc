export { get } from './get.ts';
export { getAll } from './getAll.ts';
export { send } from './send.ts';
export { sendAndWait } from './sendAndWait.ts';
export { star } from './star.ts';
export { unstar } from './unstar.ts';
