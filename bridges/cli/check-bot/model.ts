import { z } from 'zod';
import type { Finding } from '../../../src/platforms/index.ts';
import { classify } from '../../bot/model/classify.ts';
import type { Client } from '../../bot/model/client.ts';
import { lazyClient } from '../../bot/model/client.ts';
import { Failure } from '../../bot/model/failure.ts';
import type { BotConfig } from '../../config/index.ts';
import { nearest } from '../../config/suggest.ts';

/** A list of models is short: a service that takes longer is reported as not answering. */
const TIME_LIMIT_MS = 15_000;

const listSchema = z.object({ data: z.array(z.object({ id: z.string() }).passthrough()) });
const modelSchema = z.object({ id: z.string() }).passthrough();

/**
 * Whether the service answers, takes the key and has each of the models. Looks only at its list of models, and at
 * those by name that are not in it: asking one would cost.
 */
export async function checkModel({ model, safety, shape }: BotConfig): Promise<Finding[]> {
  const client = await lazyClient({ ...model, timeoutMs: TIME_LIMIT_MS })();
  const named = [
    ...model.names,
    ...(safety.moderation === undefined ? [] : [safety.moderation]),
    ...(shape.transcription === undefined ? [] : [shape.transcription]),
  ];
  const list = await ask(client, '/models', listSchema);
  if (list instanceof Failure && !isUnknownAddress(list)) return [problemOf(model.url, list)];
  const known = list instanceof Failure ? undefined : list.data.map(({ id }) => id);
  const findings: Finding[] = [];
  for (const name of new Set(named)) {
    if (known?.includes(name)) continue;
    const one = await ask(client, `/models/${encodeURIComponent(name)}`, modelSchema);
    if (!(one instanceof Failure)) continue;
    if (known) findings.push(missing(name, known));
    else if (one.kind === 'no-model') findings.push(missing(name, []));
    else if (isUnknownAddress(one)) return [cannotTell(model.url)];
    else return [problemOf(model.url, one)];
  }
  return findings;
}

async function ask<T>(
  { api, sdk }: Client,
  path: string,
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
): Promise<T | Failure> {
  try {
    return schema.parse(await api.get<unknown>(path, { timeout: TIME_LIMIT_MS }));
  } catch (error) {
    const failure = classify(error, sdk);
    if (failure instanceof Failure) return failure;
    throw error;
  }
}

/** Some services have no list of models. */
function isUnknownAddress({ kind, cameBack }: Failure): boolean {
  return kind === 'invalid' && /^HTTP (404|405|501)/.test(cameBack);
}

function problemOf(url: string, { cameBack, advice }: Failure): Finding {
  return {
    level: 'problem',
    message: `Could not ask ${url} for its models: ${cameBack}${/[.!?"]$/.test(cameBack) ? '' : '.'}`,
    advice,
  };
}

function missing(name: string, known: readonly string[]): Finding {
  const guess = nearest(name, known);
  return {
    level: 'problem',
    message: `The service has no model "${name}" for this key.`,
    advice:
      guess === undefined
        ? 'Check the name against the list of models of the service, and that the key may use it.'
        : `Did you mean "${guess}"?`,
  };
}

function cannotTell(url: string): Finding {
  return {
    level: 'warning',
    message: `${url} does not tell which models it has, so the names were not checked.`,
    advice:
      'Check that the address is the base URL (most end in /v1), and ask the bot something once it runs.',
  };
}
