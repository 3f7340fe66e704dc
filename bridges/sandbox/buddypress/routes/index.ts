export { routesFor } from './table.ts';
