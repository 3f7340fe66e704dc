import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { editorSchema } from '../../bridges/config/index.ts';
import { toJsonSchema } from '../../bridges/config/json-schema.ts';
import { platforms as realPlatforms } from '../../bridges/platforms.ts';
import { platforms } from './kit.ts';

describe('the JSON Schema for editors', () => {
  it('is the one that stands in docs/', () => {
    const committed: unknown = JSON.parse(readFileSync('docs/parley.schema.json', 'utf8'));
    expect(committed, 'run: npm run docs').toEqual(JSON.parse(JSON.stringify(editorSchema(realPlatforms))));
  });

  it('knows the keys of every platform, and no others', () => {
    const accounts = editorSchema(platforms).properties?.['accounts']?.additionalProperties;
    if (typeof accounts !== 'object') throw new Error('There is no schema for accounts.');
    const slack = accounts.anyOf?.find(({ title }) => title === 'Slack');
    expect(slack).toMatchObject({ additionalProperties: false, required: ['platform', 'botToken'] });
    expect(Object.keys(slack?.properties ?? {})).toEqual([
      'platform',
      'feed',
      'pollEvery',
      'rate',
      'botToken',
      'appToken',
      'signingSecret',
    ]);
    expect(slack?.properties?.['feed']?.anyOf?.[0]).toEqual({ enum: ['socket', 'webhook'] });
  });

  it('allows a reference wherever a number or a choice is asked for', () => {
    const web = editorSchema(platforms).properties?.['web'];
    expect(web?.properties?.['port']).toMatchObject({
      anyOf: [
        { type: 'integer', minimum: 0, maximum: 65_535 },
        { type: 'string', pattern: '\\$\\{' },
      ],
    });
    expect(web?.properties?.['host']).not.toHaveProperty('pattern');
  });

  it('says what a zod schema takes in', () => {
    const schema = z
      .object({
        text: z.string().min(1).max(5).regex(/^a/).describe('A text.'),
        size: z.number().int().min(1).max(9).default(3),
        on: z.boolean().optional(),
        kind: z.union([z.literal('x'), z.enum(['y', 'z']), z.null()]),
        list: z.array(z.string().transform(Number)).min(2).readonly(),
        names: z.record(z.number()),
        piped: z.string().pipe(z.coerce.number()).nullable(),
        anything: z.unknown(),
      })
      .strict();
    expect(toJsonSchema(schema)).toEqual({
      type: 'object',
      properties: {
        text: { type: 'string', minLength: 1, maxLength: 5, pattern: '^a', description: 'A text.' },
        size: { type: 'integer', minimum: 1, maximum: 9 },
        on: { type: 'boolean' },
        kind: { anyOf: [{ const: 'x' }, { enum: ['y', 'z'] }, { type: 'null' }] },
        list: { type: 'array', items: { type: 'string' }, minItems: 2 },
        names: { type: 'object', additionalProperties: { type: 'number' } },
        piped: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        anything: {},
      },
      required: ['text', 'kind', 'list', 'names', 'piped'],
      additionalProperties: false,
    });
  });
});
