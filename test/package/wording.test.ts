import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ICredentialType, INodeProperties, INodeType } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sentenceProblems, titleProblems, wordingProblems } from './wording.ts';

const { n8n } = z
  .object({ n8n: z.object({ nodes: z.array(z.string()), credentials: z.array(z.string()) }) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** The class that the source of a listed file exports, made. */
async function made<T>(built: string): Promise<T> {
  const source = path.resolve(built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
  const exported: Record<string, new () => T> = await import(source);
  const Class = exported[path.basename(source).split('.')[0] ?? ''];
  if (!Class) throw new Error(`${source} does not export a class of its own name.`);
  return new Class();
}

describe('the texts of the parameters', () => {
  it.each(n8n.nodes)('of %s are as n8n wants them', async (file) => {
    const { description } = await made<INodeType>(file);
    expect(wordingProblems(description.properties)).toEqual([]);
    expect(sentenceProblems(description.description)).toEqual([]);
    expect(titleProblems(description.displayName)).toEqual([]);
  });

  it.each(n8n.credentials)('of %s are as n8n wants them', async (file) => {
    const { properties, displayName } = await made<ICredentialType>(file);
    expect(wordingProblems(properties)).toEqual([]);
    expect(displayName).toMatch(/ API$/);
  });
});

describe('what is wrong with a parameter', () => {
  const good: INodeProperties = { displayName: 'Name', name: 'name', type: 'string', default: '' };
  const option = (name: string) => ({ name, value: name, action: `${name} it`, description: 'Does it' });
  const wrong: Readonly<Record<string, INodeProperties>> = {
    'a title in small letters': { ...good, displayName: 'Name of thing' },
    'a title that is no title': { ...good, displayName: 'Thing Id' },
    'no default': JSON.parse(JSON.stringify({ ...good, default: undefined })),
    'a choice that is not asked for as one': {
      ...good,
      type: 'boolean',
      default: false,
      description: 'If so',
    },
    'a period after one sentence': { ...good, description: 'The name.' },
    'no period after two sentences': { ...good, description: 'The name. It is long' },
    'an emoji': { ...good, description: 'The name 🎉' },
    'a placeholder that looks like a value': { ...good, placeholder: '42' },
    'no expressions barred': {
      ...good,
      displayName: 'Operation',
      name: 'operation',
      type: 'options',
      options: [],
      default: '',
    },
    'an operation without an action': {
      ...good,
      displayName: 'Operation',
      name: 'operation',
      type: 'options',
      noDataExpression: true,
      options: [{ name: 'Send', value: 'send', description: 'Sends' }],
      default: 'send',
    },
    'a limit of its own': {
      ...good,
      displayName: 'Limit',
      name: 'limit',
      type: 'number',
      default: 20,
      typeOptions: { minValue: 1 },
      description: 'Max number of results to return',
    },
    'a limit of nothing': {
      ...good,
      displayName: 'Limit',
      name: 'limit',
      type: 'number',
      default: 50,
      description: 'Max number of results to return',
    },
    'choices out of order': {
      ...good,
      type: 'options',
      options: ['B', 'A', 'C', 'D', 'E'].map(option),
      default: 'A',
    },
    'a default that is no choice': { ...good, type: 'options', options: [option('A')], default: 'B' },
    'something wrong further in': {
      ...good,
      type: 'collection',
      default: {},
      options: [{ ...good, displayName: 'inner' }],
    },
    'a list that is loaded, without a word on it': {
      ...good,
      type: 'options',
      typeOptions: { loadOptionsMethod: 'list' },
    },
  };

  it.each(Object.entries(wrong))('%s', (_what, property) => {
    expect(wordingProblems([property])).toHaveLength(property.typeOptions?.loadOptionsMethod ? 2 : 1);
  });

  it('is nothing in a good one', () => {
    expect(wordingProblems([good, { ...good, description: 'The name', placeholder: 'e.g. Ada' }])).toEqual(
      [],
    );
  });
});
