export { register } from './register.ts';
export { rename } from './rename.ts';
