import type { Hono } from 'hono';
import type { Service } from '../service.ts';

const SHOWN = 100;

/** What waits to go out. */
export function queueRoutes(app: Hono, service: Service): void {
  const { outbound, behaviour } = service;
  if (behaviour.dialect === '1msg') return;
  const either = ['GET', 'POST'];
  const byAge = behaviour.verbs === 'both' ? either : behaviour.verbs === 'seed' ? ['GET'] : ['POST'];

  app.get('/showMessagesQueue', (c) =>
    c.json({
      totalMessages: outbound.messages.length,
      first100: outbound.messages.slice(0, SHOWN).map(({ queueNumber, draft, lastTry }) => ({
        id: queueNumber,
        body: draft.file ? draft.file.name : draft.body,
        type: draft.type === 'chat' ? 'text' : draft.type,
        chatId: draft.chatId,
        last_try: lastTry,
        metadata: '{}',
      })),
    }),
  );
  app.on(byAge, '/clearMessagesQueue', (c) => {
    const cleared = outbound.clearMessages();
    return c.json({
      message: `Cleared ${String(cleared.length)} messages`,
      messageTextsExample: cleared.slice(0, SHOWN).map(({ draft }) => draft.body),
    });
  });
  app.get('/showActionsQueue', (c) =>
    c.json({
      totalActions: outbound.actions.length,
      first100: outbound.actions
        .slice(0, SHOWN)
        .map(({ id, type, lastTry, jsonData }) => ({ id, type, last_try: lastTry, jsonData })),
    }),
  );
  app.on(behaviour.verbs === 'openapi' ? ['POST'] : either, '/clearActionsQueue', (c) => {
    const cleared = outbound.clearActions();
    return c.json({
      message: `Cleared ${String(cleared.length)} actions`,
      actionsExample: cleared.slice(0, SHOWN).map(({ type }) => type),
    });
  });
}
