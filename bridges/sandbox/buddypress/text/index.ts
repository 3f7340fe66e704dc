export { decodeEntities } from '../../wordpress/entities.ts';
export { excerpt } from './excerpt.ts';
export * from './render.ts';
export * from './save.ts';
