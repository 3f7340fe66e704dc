import { RestError } from '../../wordpress/error.ts';
import { toInt } from '../../wordpress/php.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import { forbidden, mayRead, refusedStatus, signedIn } from '../access.ts';
import { isAllowedName, isTrueToName, storeFile } from '../actions/files.ts';
import type { StoredFile } from '../model.ts';
import { belongsToWriters } from '../permissions.ts';
import type { Caller } from '../sign-in.ts';
import type { Site } from '../site.ts';

/** For those who write in the thread; 0 is a conversation that is not there yet. */
export function uploadAccess(site: Site, request: Request): void {
  signedIn(site, request);
  mustWrite(site, request.caller, toInt(request.params.id ?? request.params.thread_id));
}

export function mustWrite(site: Site, caller: Caller, id: number): void {
  const thread = site.store.thread(id);
  if (id !== 0 && (!thread || !belongsToWriters(site, thread, caller.id)))
    throw forbidden(caller, 'Sorry, you are not allowed to upload files');
}

/** Success says `result: false`, too; what counts is the id. */
export function upload(site: Site, { params, caller, files }: Request): RestAnswer {
  const failed = (status: number, message: string): RestError =>
    new RestError(status, 'rest_upload_failed', message);
  const file = files.get('file');
  if (!file) throw failed(refusedStatus(caller), 'Your request is empty.');
  mustBeAllowed(site, caller, file.name);
  if (file.bytes.length > site.settings.attachmentsMaxSize) throw failed(413, 'The file is too large.');
  if (!isTrueToName(file)) {
    throw failed(refusedStatus(caller), 'Sorry, you are not allowed to upload this file type.');
  }
  const { id } = storeFile(site, file, caller.id, toInt(params.id));
  return { body: { result: false, error: '', id } };
}

export function mustBeAllowed(site: Site, caller: Caller, name: string): void {
  if (!isAllowedName(site, name))
    throw forbidden(caller, 'Sorry, you are not allowed to upload this file type');
}

/** The file that the proxy serves to this caller. */
export function proxiedFile(site: Site, caller: Caller, id: number): StoredFile {
  const file = site.store.files.get(id);
  const thread = file && site.store.thread(file.thread);
  if (!file) throw new RestError(404, 'rest_not_found', 'File not found');
  if (file.owner === caller.id) return file;
  if (thread && mayRead(site, thread, caller)) return file;
  throw forbidden(caller, 'Sorry, you are not allowed to do that.');
}
