import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Catalog } from './catalog.ts';
import { chatQuestion } from './chat-question.ts';
import { completion, completionChunks } from './chat-wire.ts';
import { ApiError, apiError, bodyFor } from './errors.ts';
import { eventStream } from './event-stream.ts';
import type { ModelFaults, OwnFault } from './faults.ts';
import type { CallLog } from './log.ts';
import { toReply } from './reply.ts';
import { response, responseEvents } from './responses-wire.ts';
import { responsesQuestion } from './responses-question.ts';
import type { Responder, ScriptedAnswer } from './script.ts';
import { moderation, moderationQuestion, transcription } from './side-answers.ts';

export interface ApiParts {
  readonly key: string;
  readonly catalog: Catalog;
  readonly responder: Responder;
  readonly faults: ModelFaults;
  readonly log: CallLog;
  readonly everyMs: number;
  readonly newId: (prefix: string) => string;
}

interface Env {
  readonly Bindings: HttpBindings;
}

/** The API under `/v1`. */
export function modelApi(parts: ApiParts): Hono<Env> {
  const { catalog, responder, faults, newId } = parts;
  const app = new Hono<Env>();
  app.onError((error) => {
    if (!(error instanceof ApiError)) throw error;
    const { body, status, retryAfter } = error;
    return Response.json(body, {
      status,
      ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
    });
  });
  app.use(async (c, next) => {
    await parts.log.take(c.req, c.env.outgoing);
    checkKey(c.req.header('authorization'), parts.key);
    c.header('x-request-id', newId('req_'));
    await next();
  });

  app.post('/chat/completions', async (c) => {
    const body = await json(c);
    const question = chatQuestion(body);
    catalog.check(question, body, 'chat');
    const fault = faults.takeForAnswer(c.req.path, question.stream);
    const reply = toReply(answerOr(fault, await responder.answer(question.asked)), question, newId);
    const envelope = { id: newId('chatcmpl-'), created: seconds(), model: question.asked.model };
    if (!question.stream) return whole(completion(envelope, reply), fault);
    const events = completionChunks(envelope, reply, question.countsInStream).map(
      (chunk) => `data: ${JSON.stringify(chunk)}\n\n`,
    );
    return stream(c, [...events, 'data: [DONE]\n\n'], /"delta":\{"(content|refusal|tool_calls)":/, fault);
  });

  app.post('/responses', async (c) => {
    const body = await json(c);
    const question = responsesQuestion(body);
    catalog.check(question, body, 'responses');
    const fault = faults.takeForAnswer(c.req.path, question.stream);
    const reply = toReply(answerOr(fault, await responder.answer(question.asked)), question, newId);
    const envelope = { id: newId('resp_'), created: seconds(), model: question.asked.model, newId };
    if (!question.stream) return whole(response(envelope, reply), fault);
    const events = responseEvents(envelope, reply).map(
      (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
    );
    return stream(c, events, /^event: \S+\.delta\n/, fault);
  });

  app.get('/models', (c) => c.json({ object: 'list', data: catalog.list(seconds()) }));
  app.get('/models/:id', (c) => c.json(catalog.get(c.req.param('id'), seconds())));

  app.post('/moderations', async (c) => {
    const question = moderationQuestion(await json(c));
    catalog.checkOther(question.model, 'moderation');
    return whole(moderation(newId('modr-'), question), faults.takeForAnswer(c.req.path, false));
  });

  app.post('/audio/transcriptions', async (c) => {
    const { model, file } = await c.req.parseBody();
    catalog.checkOther(typeof model === 'string' ? model : '', 'transcription');
    return whole(transcription(file), faults.takeForAnswer(c.req.path, false));
  });

  app.all('*', (c) => c.json(apiError.noSuchAddress(c.req.method, c.req.path), 404));

  const stream = (
    c: Context<Env>,
    events: readonly string[],
    piece: RegExp,
    fault: OwnFault | undefined,
  ): Response =>
    fault?.kind === 'no-body'
      ? whole({}, fault)
      : eventStream({
          events,
          isPiece: (event) => piece.test(event),
          everyMs: parts.everyMs,
          fault,
          cut: () => {
            c.env.incoming.socket.destroySoon();
          },
        });
  return app;
}

/** @throws {ApiError} where the script wants one */
function answerOr(fault: OwnFault | undefined, answer: ScriptedAnswer): ScriptedAnswer {
  const { error } = answer;
  if (error) throw new ApiError(error.status, error.body ?? bodyFor(error.status), error.retryAfter);
  return fault?.kind === 'empty' ? { text: '' } : answer;
}

/** An answer in one piece, or what a fault makes of it. */
function whole(answer: object, fault: OwnFault | undefined): Response {
  const text = JSON.stringify(answer);
  const headers = { 'content-type': 'application/json' };
  if (fault?.kind === 'malformed') return new Response(text.slice(0, text.length / 2), { headers });
  if (fault?.kind === 'no-body') return new Response('', { headers });
  return new Response(text, { headers });
}

function checkKey(authorization: string | undefined, key: string): void {
  const given = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  if (given === undefined) throw new ApiError(401, apiError.noKey());
  if (given !== key) throw new ApiError(401, apiError.wrongKey(given));
}

async function json(c: Context<Env>): Promise<unknown> {
  try {
    return await c.req.json<unknown>();
  } catch {
    throw new ApiError(400, apiError.notJson());
  }
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
