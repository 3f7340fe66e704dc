export { slack } from './platform.ts';
