import { Hono } from 'hono';
import { pictureOf } from '../kit/index.ts';
import { TEAM } from './seed.ts';
import { showFile } from './show.ts';
import type { Workspace } from './workspace.ts';

/** Pictures of the people, uploads, and the files themselves, which only a token with `files:read` may see. */
export function publicFiles(workspace: Workspace): Hono {
  const app = new Hono();
  app.get('/avatars/:file', (c) => {
    const user = workspace.users.get(c.req.param('file').replace('.png', ''));
    if (!user) return c.notFound();
    return c.body(Uint8Array.from(pictureOf(user.color)), 200, {
      'content-type': 'image/png',
      'cache-control': 'max-age=3600',
    });
  });
  app.post('/upload/v1/:id', async (c) => {
    const file = workspace.files.get(c.req.param('id'));
    if (!file) return c.text('no such upload', 404);
    file.bytes = new Uint8Array(await c.req.arrayBuffer());
    return c.text(`OK - ${String(file.bytes.length)}`);
  });
  app.get('/files-pri/:key/:name', (c) => {
    const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const reader = workspace.apps.find((candidate) => candidate.botToken === token);
    // Without the right the real service shows its sign-in page, with status 200.
    if (!reader?.scopes.includes('files:read')) return c.html('<!DOCTYPE html><title>Sign in</title>');
    const file = workspace.files.get(c.req.param('key').replace(`${TEAM.id}-`, ''));
    if (!file) return c.notFound();
    return c.body(Uint8Array.from(file.bytes), 200, { 'content-type': file.mimetype });
  });
  app.get('/files/:user/:id', (c) => {
    const file = workspace.files.get(c.req.param('id'));
    return file ? c.json(showFile(workspace, file)) : c.notFound();
  });
  return app;
}
