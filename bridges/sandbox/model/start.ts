import { Hono } from 'hono';
import { serveEmulator } from '../kit/index.ts';
import { modelApi } from './api.ts';
import { Catalog } from './catalog.ts';
import { modelControl } from './control.ts';
import type { ModelApiOptions, ModelEmulator } from './emulator.ts';
import { ModelFaults } from './faults.ts';
import { CallLog } from './log.ts';
import { politeScript } from './polite.ts';
import { Responder } from './script.ts';

const MODELS = [{ id: 'scripted' }, { id: 'scripted-small' }];

/** Starts a model API on 127.0.0.1. @throws {Error} when the port cannot be had */
export async function startModelApi(options: ModelApiOptions = {}): Promise<ModelEmulator> {
  const { script = politeScript, models = MODELS, key = 'sandbox-key', everyMs = 0 } = options;
  const faults = new ModelFaults();
  const log = new CallLog();
  const responder = new Responder(script);
  let ids = 0;
  const newId = (prefix: string): string => `${prefix}${String((ids += 1)).padStart(24, '0')}`;

  const app = new Hono();
  app.route('/v1', modelApi({ key, catalog: new Catalog(models), responder, faults, log, everyMs, newId }));
  app.route(
    '/_control',
    modelControl(() => emulator),
  );
  const server = await serveEmulator(app, faults, options.port);
  const url = `${server.origin}/v1`;
  const [name, ...fallback] = models.map(({ id }) => id);
  const emulator: ModelEmulator = {
    origin: server.origin,
    url,
    key,
    faults,
    modelSettings: () => ({ url, key, name, fallback }),
    requests: () => log.all(),
    onRequest: (listener) => log.onCall(listener),
    onAnswer: (listener) => log.onAnswer(listener),
    setScript: (rules) => {
      responder.follow(rules);
    },
    close: () => server.close(),
  };
  return emulator;
}
