export { clear } from './delete.ts';
export { get } from './get.ts';
export { getDelivery } from './getDelivery.ts';
export { set } from './set.ts';
