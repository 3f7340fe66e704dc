export { beginUpload } from './beginUpload.ts';
export { cancelUpload } from './cancelUpload.ts';
export { continueUpload } from './continueUpload.ts';
export { download } from './download.ts';
export { getAll } from './getAll.ts';
export { getUpload } from './getUpload.ts';
export { send } from './send.ts';
export { upload } from './upload.ts';
