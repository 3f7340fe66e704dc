import type { Context, Hono } from 'hono';
import { Refused } from '../model.ts';
import type { Params } from '../request.ts';
import { destinationOf, readParams } from '../request.ts';
import type { Service } from '../service.ts';
import { TEMPLATES, filledTemplate } from '../templates.ts';

/** What 1msg.io has beyond Chat API, as its SDK of 2026 has it. */
export function oneMsgRoutes(app: Hono, service: Service): void {
  if (service.behaviour.dialect !== '1msg') return;

  const method = (path: string, run: (params: Params) => { id: string }): void => {
    app.post(path, async (c: Context) => {
      const params = await readParams(c);
      try {
        const { id } = run(params);
        return c.json({ sent: true, id, message: 'ok', description: 'Message accepted' });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return c.json({ sent: false, message: `Message was not sent: ${error.message}.` });
      }
    });
  };

  app.get('/templates', (c) => c.json({ total: TEMPLATES.length, templates: TEMPLATES }));
  method('/sendTemplate', (params) => {
    const { language } = params.values;
    const code =
      typeof language === 'object' && language !== null ? Reflect.get(language, 'code') : undefined;
    const body = filledTemplate(params.text('template') ?? '', String(code), params.values['params']);
    if (body === undefined)
      throw new Refused('template does not exist in the translation, or parameters differ');
    return service.send(phoneOf(params), { type: 'chat', body }, { isTemplate: true });
  });
  method('/sendReaction', (params) => {
    const id = params.text('quotedMsgId') ?? '';
    return { id: service.react(phoneOf(params), id, params.text('body') ?? '') };
  });
  method('/sendSticker', (params) => {
    const link = params.text('link') ?? '';
    if (!/^https?:\/\//.test(link)) throw new Refused('link or mediaId is required');
    const quotedMsgId = params.text('quotedMsgId');
    return service.send(destinationOf(params), {
      type: 'sticker',
      body: link,
      ...(quotedMsgId ? { quotedMsgId } : {}),
    });
  });
}

/** These two know no `chatId`. */
function phoneOf(params: Params): string {
  if (params.text('phone') === undefined) throw new Refused('phone is required');
  return destinationOf(params);
}
