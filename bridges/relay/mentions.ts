import type { PhrasingContent } from 'mdast';
import type { Participant } from '../../src/platforms/index.ts';
import type { Mention, Root } from '../../src/text/index.ts';
import type { PersonConfig } from '../config/model.ts';
import type { Place } from '../journal/contract.ts';

/** Names that services use for everybody at once: no person is meant by them. */
const EVERYBODY = new Set(['all', 'channel', 'everyone', 'group', 'here']);
/** An `@` that can begin a name: not one inside an address. */
const SIGN = /(?<![\p{L}\p{N}_.@/+-])@/gu;
/** What may not follow a name: it would be another name, or an address. */
const GOES_ON = /^(?:[\p{L}\p{N}_]|[.@-][\p{L}\p{N}])/u;

export interface MentionsOptions {
  readonly people: readonly PersonConfig[];
  /** Whether the account's platform notifies people who are named by id. */
  notifies(account: string): boolean;
  /** People of a conversation, as far as that is known in good time. */
  participants(place: Place): Promise<readonly Participant[]>;
}

/** Puts the ids of the destination in the place of those of the source. */
export interface Mentions {
  /**
   * The text with every mention leading to the same person there, by configuration, by e-mail or by a name that only
   * one person has, also where somebody typed `@name` of a person of the other side. A mention of anybody else keeps
   * the name and loses the id, so that nobody is notified by accident; so do channels and emoji of a platform's own.
   */
  carry(text: Root, from: Place, to: Place): Promise<Addressed>;
}

export interface Addressed {
  readonly text: Root;
  /** Whether it took asking who is there, so that the answer may be another one next time. */
  readonly asked: boolean;
}

export function createMentions({ people, notifies, participants }: MentionsOptions): Mentions {
  const idOf = (person: PersonConfig, { account }: Place): string | undefined =>
    Object.hasOwn(person.ids, account) ? person.ids[account] : undefined;

  const resolverFor = async (
    found: Findings,
    from: Place,
    to: Place,
    isNotified: boolean,
  ): Promise<Resolver> => {
    const configured = (mention: Mention): string | undefined => {
      const person = people.find((one) => mention.id !== undefined && idOf(one, from) === mention.id);
      return person && idOf(person, to);
    };
    const open = isNotified ? found.mentions.filter((mention) => configured(mention) === undefined) : [];
    const isAsked = open.some(({ id }) => id !== undefined) || found.mentions.some(isNameless);
    const areCalled = isNotified && (open.length > 0 || found.isTyped);
    const [there, here] = await Promise.all([
      areCalled ? participants(to) : [],
      isAsked ? participants(from) : [],
    ]);
    const handles = isNotified ? handlesOf(there, people, (person) => idOf(person, to)) : [];
    const nameOf = (mention: Mention): string =>
      (isNameless(mention) ? here.find(({ id }) => id === mention.id)?.name : undefined) ?? mention.name;
    const byEmail = (id: string): string | undefined => {
      const email = here.find((one) => one.id === id)?.email?.toLowerCase();
      const same = there.filter((one) => email !== undefined && one.email?.toLowerCase() === email);
      return same.length === 1 ? same[0]?.id : undefined;
    };
    /** Who has that id there is somebody else here. */
    const isAnothers = (id: string | undefined, mention: Mention): boolean =>
      people.some((one) => {
        const here = idOf(one, from);
        return id !== undefined && idOf(one, to) === id && here !== undefined && here !== mention.id;
      });
    return {
      handles,
      asked: areCalled || isAsked,
      nameOf,
      idFor: (mention) => {
        if (!isNotified) return undefined;
        const known = configured(mention);
        if (known !== undefined) return known;
        const called = nameOf(mention).toLowerCase();
        const found =
          (mention.id === undefined ? undefined : byEmail(mention.id)) ??
          handles.find(({ name }) => name === called)?.id;
        return mention.id !== undefined && isAnothers(found, mention) ? undefined : found;
      },
    };
  };

  return {
    async carry(text, from, to) {
      const found = find(text);
      if (!found.isForeign && !found.isTyped) return { text, asked: false };
      const isNotified = notifies(to.account);
      const isAsked = isNotified || found.mentions.some(isNameless);
      const resolver = isAsked ? await resolverFor(found, from, to, isNotified) : NOBODY;
      return { text: { ...text, children: rewrite(text.children, resolver) }, asked: resolver.asked };
    },
  };
}

interface Handle {
  /** In lower case. */
  readonly name: string;
  /** Undefined where the name does not tell who is meant. */
  readonly id: string | undefined;
}

interface Resolver {
  /** Longest first. */
  readonly handles: readonly Handle[];
  readonly asked: boolean;
  idFor(mention: Mention): string | undefined;
  nameOf(mention: Mention): string;
}

const NOBODY: Resolver = { handles: [], asked: false, idFor: () => undefined, nameOf: ({ name }) => name };

/** Some services name people in texts by their ids alone. */
function isNameless({ id, name }: Mention): boolean {
  return id?.includes(name) === true;
}

function handlesOf(
  there: readonly Participant[],
  people: readonly PersonConfig[],
  idOf: (person: PersonConfig) => string | undefined,
): Handle[] {
  const ids = new Map<string, string | undefined>();
  for (const { id, name } of there) {
    const key = name.trim().toLowerCase();
    ids.set(key, ids.has(key) && ids.get(key) !== id ? undefined : id);
  }
  // Who is named in the configuration is meant, whoever else may have that name.
  for (const person of people) {
    const id = idOf(person);
    if (id !== undefined) ids.set(person.name.trim().toLowerCase(), id);
  }
  return [...ids]
    .filter(([name]) => name !== '' && !EVERYBODY.has(name))
    .map(([name, id]) => ({ name, id }))
    .sort((a, b) => b.name.length - a.name.length);
}

interface Findings {
  readonly mentions: Mention[];
  /** Whether anything in the text is known only where it comes from. */
  isForeign: boolean;
  /** Whether somebody may have typed a name. */
  isTyped: boolean;
}

type Content = Root['children'][number];

function find({ children }: Root): Findings {
  const found: Findings = { mentions: [], isForeign: false, isTyped: false };
  const look = (nodes: readonly Content[]): void => {
    for (const node of nodes) {
      if (node.type === 'mention') found.mentions.push(node);
      if (node.type === 'mention' || node.type === 'channelRef' || node.type === 'customEmoji') {
        found.isForeign = true;
      } else if (node.type === 'text') found.isTyped ||= node.value.includes('@');
      else if ('children' in node) look(node.children);
    }
  };
  look(children);
  return found;
}

function rewrite<Node extends Content>(nodes: readonly Node[], resolver: Resolver, isLabel = false): Node[] {
  const rewritten: Content[] = nodes.flatMap((node: Content): Content[] => {
    switch (node.type) {
      case 'mention': {
        const id = isLabel ? undefined : resolver.idFor(node);
        return [{ type: 'mention', name: resolver.nameOf(node), ...(id === undefined ? {} : { id }) }];
      }
      case 'channelRef':
      case 'customEmoji':
        return [{ type: node.type, name: node.name }];
      case 'text':
        return isLabel ? [node] : typedIn(node.value, resolver.handles);
      default:
        return [rewriteInside(node, resolver, isLabel)];
    }
  });
  // Every kind of node is replaced by what may stand in its place.
  return rewritten as Node[];
}

function rewriteInside(node: Content, resolver: Resolver, isLabel: boolean): Content {
  if (!('children' in node)) return node;
  return {
    ...node,
    children: rewrite<Content>(node.children, resolver, isLabel || node.type === 'link'),
  } as Content;
}

/** A text cut where it names people. */
function typedIn(value: string, handles: readonly Handle[]): PhrasingContent[] {
  const found: PhrasingContent[] = [];
  let from = 0;
  for (const { index } of handles.length === 0 ? [] : value.matchAll(SIGN)) {
    if (index < from) continue;
    const rest = value.slice(index + 1);
    const handle = handles.find(
      ({ name }) =>
        rest.slice(0, name.length).toLowerCase() === name && !GOES_ON.test(rest.slice(name.length)),
    );
    if (handle?.id === undefined) continue;
    if (index > from) found.push({ type: 'text', value: value.slice(from, index) });
    found.push({ type: 'mention', id: handle.id, name: rest.slice(0, handle.name.length) });
    from = index + 1 + handle.name.length;
  }
  if (from < value.length) found.push({ type: 'text', value: value.slice(from) });
  return found;
}
