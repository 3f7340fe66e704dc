import type {
  INodeParameterResourceLocator,
  INodeProperties,
  INodePropertyCollection,
  INodePropertyMode,
  INodePropertyOptions,
} from 'n8n-workflow';

/**
 * n8n's rules for the texts of parameters, which its linter sees only where they are written out in one literal. What
 * is found is told as `place: what is wrong`.
 */
export function wordingProblems(properties: readonly INodeProperties[]): string[] {
  return properties.flatMap((property) => problemsOf(property, placeOf(property)));
}

type Inner = INodeProperties | INodePropertyOptions | INodePropertyCollection;

/** Words that stand in small letters in the middle of a title, and names that are written in their own way. */
const SMALL =
  /^(?:a|an|and|as|at|but|by|for|from|if|in|into|nor|of|off|on|onto|or|out|per|so|than|the|to|up|via|vs|with|yet)$/;
const NAMES = /^(?:e\.g\.|iMessage|messages\.dev|n8n|vCard|1msg\.io)$/;
const MISSPELT = /\b(?:Id|Ids|Url|Urls|Json|Api|Html|Http)\b/;
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const EXPRESSION =
  'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

/** Fixed texts of n8n, by name of the parameter. */
const FIXED: Readonly<Record<string, Partial<INodeProperties>>> = {
  returnAll: {
    displayName: 'Return All',
    default: false,
    description: 'Whether to return all results or only up to a given limit',
  },
  limit: { displayName: 'Limit', default: 50, description: 'Max number of results to return' },
  simplify: { displayName: 'Simplify' },
  resource: { displayName: 'Resource', noDataExpression: true },
  operation: { displayName: 'Operation', noDataExpression: true },
};

function problemsOf(property: INodeProperties, place: string): string[] {
  const {
    displayName,
    name,
    type,
    description,
    placeholder,
    typeOptions,
    options = [],
    modes = [],
  } = property;
  const found: string[] = [];
  if (type !== 'notice' && type !== 'callout') found.push(...titleProblems(displayName));
  if (!('default' in property)) found.push('has no default');
  if (type === 'boolean' && !description?.startsWith('Whether ')) {
    found.push(`the description does not begin with "Whether": "${description ?? ''}"`);
  }
  found.push(...sentenceProblems(description), ...sentenceProblems(property.hint));
  if (placeholder !== undefined && type === 'string') found.push(...placeholderProblems(placeholder));
  for (const [key, value] of Object.entries(FIXED[name] ?? {})) {
    const actual: unknown = property[key as keyof INodeProperties];
    if (actual !== value) found.push(`"${key}" is not ${JSON.stringify(value)}`);
  }
  if (name === 'limit' && typeOptions?.minValue !== 1) found.push('the least value is not 1');
  if (typeOptions?.loadOptionsMethod !== undefined) found.push(...dynamicProblems(property));
  if (
    type === 'options' &&
    options.length > 0 &&
    !options.some((one) => 'value' in one && one.value === property.default)
  ) {
    found.push(`the default ${JSON.stringify(property.default)} is none of the options`);
  }
  if (type === 'resourceLocator') found.push(...locatorProblems(property.default, modes));
  if (name === 'operation') found.push(...options.flatMap(operationProblems));
  if (type !== 'fixedCollection') found.push(...orderProblems(options));
  return [
    ...found.map((one) => `${place}: ${one}`),
    ...modes.flatMap((mode) => modeProblems(mode).map((one) => `${place}, ${mode.name}: ${one}`)),
    ...options.flatMap((option) => innerProblems(option, `${place}, ${option.name}`)),
  ];
}

function innerProblems(inner: Inner, place: string): string[] {
  if ('values' in inner) {
    const found = [...titleProblems(inner.displayName), ...orderProblems(inner.values)];
    return [
      ...found.map((one) => `${place}: ${one}`),
      ...inner.values.flatMap((value) => problemsOf(value, `${place}, ${value.name}`)),
    ];
  }
  if ('displayName' in inner && 'type' in inner) return problemsOf(inner, place);
  return [...titleProblems(inner.name), ...sentenceProblems(inner.description)].map(
    (one) => `${place}: ${one}`,
  );
}

export function titleProblems(title: string): string[] {
  const words = title
    .replaceAll(/[()[\]"“”,:…]/g, ' ')
    .split(/[\s/-]+/)
    .filter(Boolean);
  const small = words.filter((word, index) => {
    if (NAMES.test(word) || /^[\p{Lu}\d&+=@#<>]/u.test(word)) return false;
    return index === 0 || index === words.length - 1 || !SMALL.test(word);
  });
  const large = words.slice(1, -1).filter((word) => /^(?:A|An|And|Of|Or|The)$/.test(word));
  return [
    ...[...small, ...large].map((word) => `"${word}" in the title "${title}" is not in title case`),
    ...commonProblems(title),
  ];
}

export function sentenceProblems(text: string | undefined): string[] {
  if (text === undefined) return [];
  if (text.trim() === '') return ['a text is there and empty'];
  const found = commonProblems(text);
  if (!/^[\p{Lu}\d"“<@n]/u.test(text)) found.push(`does not begin with a capital letter: "${text}"`);
  const sentences = text.replaceAll(/\be\.g\.|\bi\.e\./g, '').split(/[.!?]\s+(?=[\p{Lu}“"])/u).length;
  if (sentences === 1 && /[^.]\.$/.test(text)) found.push(`one sentence ends with a period: "${text}"`);
  if (sentences > 1 && !/[.!?)]$/.test(text)) found.push(`several sentences end without a period: "${text}"`);
  return found;
}

function commonProblems(text: string): string[] {
  const found: string[] = [];
  const misspelt = MISSPELT.exec(text.replaceAll(/<[^>]*>/g, ''));
  if (misspelt) found.push(`"${misspelt[0]}" is written in capitals: "${text}"`);
  if (EMOJI.test(text)) found.push(`an emoji in "${text}"`);
  if (text !== text.trim() || /\s{2}/.test(text)) found.push(`too much space in "${text}"`);
  return found;
}

function placeholderProblems(placeholder: string): string[] {
  return placeholder.startsWith('e.g. ')
    ? []
    : [`the placeholder does not begin with "e.g.": "${placeholder}"`];
}

function modeProblems({ displayName, type, placeholder, hint }: INodePropertyMode): string[] {
  return [
    ...titleProblems(displayName),
    ...sentenceProblems(hint),
    ...(type === 'string' ? placeholderProblems(placeholder ?? '') : []),
  ];
}

function locatorProblems(preset: INodeProperties['default'], modes: readonly INodePropertyMode[]): string[] {
  const { mode } = Object(preset) as Partial<INodeParameterResourceLocator>;
  const [first] = modes;
  if (!first || mode !== first.name) return ['the default is not the first way to choose'];
  return first.type === 'list' ? [] : ['the first way to choose is not the list'];
}

function dynamicProblems({ displayName, description, type }: INodeProperties): string[] {
  const ending = type === 'multiOptions' ? ' Names or IDs' : ' Name or ID';
  const sentence = type === 'multiOptions' ? EXPRESSION.replace('an ID', 'IDs') : EXPRESSION;
  return [
    ...(displayName.endsWith(ending)
      ? []
      : [`the title of a list that is loaded does not end with "${ending}"`]),
    ...(description?.includes(sentence) ? [] : [`the description has not "${sentence}" in it`]),
  ];
}

function operationProblems(option: Inner): string[] {
  if (!('value' in option) || 'values' in option) return [];
  const { name, value, action } = option;
  const found: string[] = [];
  if (action === undefined || action === '') found.push(`"${name}" has no action`);
  else {
    found.push(...sentenceProblems(action));
    if (/[.!?]$/.test(action)) found.push(`the action "${action}" ends like a sentence`);
    const [, second] = action.split(' ');
    if (second !== undefined && /^[A-Z][a-z]+$/.test(second))
      found.push(`the action "${action}" is not in sentence case`);
  }
  if (option.description === undefined) found.push(`"${name}" has no description`);
  if ((value === 'getAll') !== (name === 'Get Many'))
    found.push(`"${name}" is "${String(value)}": "Get Many" is "getAll"`);
  return found;
}

/** From five on, people look for things by the alphabet. */
function orderProblems(options: readonly Inner[]): string[] {
  if (options.length < 5) return [];
  const names = options.map((option) => ('displayName' in option ? option.displayName : option.name));
  const sorted = [...names].sort((a, b) => a.localeCompare(b, 'en'));
  const first = names.find((name, index) => name !== sorted[index]);
  return first === undefined
    ? []
    : [`the choices are not in alphabetical order: "${first}" is not in its place`];
}

function placeOf({ name, displayOptions }: INodeProperties): string {
  const { resource = [], operation = [] } = displayOptions?.show ?? {};
  return [...resource, ...operation, name].join('.');
}
