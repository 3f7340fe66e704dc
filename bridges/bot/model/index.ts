export { createModel } from './model.ts';
