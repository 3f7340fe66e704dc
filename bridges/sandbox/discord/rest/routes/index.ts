export { ROUTES } from './table.ts';
