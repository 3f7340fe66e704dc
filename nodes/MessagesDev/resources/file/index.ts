export { download } from './download.ts';
export { getUrl } from './getUrl.ts';
export { upload } from './upload.ts';
