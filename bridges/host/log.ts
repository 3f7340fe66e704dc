import { createRequire } from 'node:module';
import pino from 'pino';
import type pinoPretty from 'pino-pretty';
import type { Log } from '../../src/host/index.ts';
import { ServiceError, TransportError, redact } from '../../src/host/index.ts';
import type { LogConfig } from '../config/model.ts';

/** Fields are shown to this depth. */
const MAX_DEPTH = 6;

/** Where finished lines go. */
export interface LogTarget {
  write(line: string): void;
  /** Whether a person reads along; decides what the format `auto` means. */
  readonly isTerminal: boolean;
}

/**
 * A log in JSON lines, or in lines for people, written at once (nothing is lost when the process is killed). Errors
 * among the fields become their sentence and facts; stacks show at level `debug` only.
 * @param secrets values that no line may hold; asked for at every line, because accounts come later than the log
 * @param target standard error unless given
 */
export function createLog(
  config: LogConfig,
  secrets: () => readonly string[],
  target: LogTarget = standardError(),
): Log {
  const isPretty = config.format === 'pretty' || (config.format === 'auto' && target.isTerminal);
  const format = isPretty ? prettyFormat(target.isTerminal) : (line: string) => line;
  const withStack = config.level === 'debug';
  const logger = pino(
    {
      level: config.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Errors are plain already when pino would serialize them.
      serializers: { err: (value: unknown) => value },
    },
    { write: (line) => target.write(format(line)) },
  );
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (fields: object, message: string) => {
    if (!logger.isLevelEnabled(level)) return;
    const hidden = secrets();
    const entries = Object.entries(fields).map(([key, value]) => [key, clean(value, hidden, withStack)]);
    logger[level](Object.fromEntries(entries), redact(message, hidden));
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function standardError(): LogTarget {
  const destination = pino.destination({ fd: 2, sync: true });
  return {
    write: (line) => {
      destination.write(line);
    },
    isTerminal: process.stderr.isTTY,
  };
}

/** Loaded only when somebody looks: the daemon as a service writes JSON. */
function prettyFormat(colorize: boolean): (line: string) => string {
  const load = createRequire(import.meta.url);
  const { prettyFactory } = load('pino-pretty') as typeof pinoPretty;
  const pretty = prettyFactory({ colorize, translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname' });
  return (line) => pretty(line) ?? line;
}

/** A field as it may be shown: secrets hidden in every text of it, errors as plain facts. */
function clean(value: unknown, secrets: readonly string[], withStack: boolean, depth = 0): unknown {
  if (typeof value === 'string') return redact(value, secrets);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => clean(item, secrets, withStack, depth + 1));
  const entries = Object.entries(value instanceof Error ? factsOf(value, withStack) : value);
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, clean(inner, secrets, withStack, depth + 1)]),
  );
}

function factsOf(value: Error, withStack: boolean): object {
  const facts =
    value instanceof ServiceError
      ? {
          kind: value.kind,
          status: value.status,
          code: value.code,
          outcome: value.outcome,
          retryAfterMs: value.retryAfterMs,
        }
      : value instanceof TransportError
        ? { outcome: value.outcome }
        : 'code' in value
          ? { code: value.code }
          : {};
  return {
    message: value.message,
    ...facts,
    ...(value.cause instanceof Error ? { cause: value.cause.message } : {}),
    ...(withStack ? { stack: value.stack } : {}),
  };
}
