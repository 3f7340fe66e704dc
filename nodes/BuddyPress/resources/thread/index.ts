export { create } from './create.ts';
export { get } from './get.ts';
export { getAll } from './getAll.ts';
export { markAsRead } from './markAsRead.ts';
export { markAsUnread } from './markAsUnread.ts';
export { remove } from './remove.ts';
export { update } from './update.ts';
