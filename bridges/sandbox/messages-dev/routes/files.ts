import type { AddRoute } from '../api.ts';
import { storageUrl } from '../files.ts';
import { Refusal } from '../refusal.ts';
import type { Service } from '../service.ts';
import { fileToWire } from '../wire.ts';

/** Files: the bare bytes in, an address out. */
export function fileRoutes(add: AddRoute, service: Service): void {
  const { files, behaviour } = service;

  add('GET', '/files', 'files:read', ({ params, context }) => {
    params.require('id');
    const file = files.get(params.id('id', 'file_'));
    if (!file) throw new Refusal('file_not_found', 'No such file.', { param: 'id' });
    return context.redirect(storageUrl(service.origin, file), 302);
  });

  add(
    'POST',
    '/files',
    'files:write',
    async ({ context }) => {
      const bytes = new Uint8Array(await context.req.arrayBuffer());
      if (bytes.length === 0) throw new Refusal('empty_file', 'The file is empty.');
      if (bytes.length > behaviour.maxFileBytes) {
        throw new Refusal('invalid_parameter_value', 'The file is too large.');
      }
      const name = context.req.header('x-filename') ?? null;
      const mimeType = context.req.header('content-type') ?? 'application/octet-stream';
      return fileToWire(files.keep(name, mimeType, bytes), service.origin);
    },
    { isRaw: true },
  );
}
