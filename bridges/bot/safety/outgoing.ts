import type { Link, Nodes, PhrasingContent, RootContent } from 'mdast';
import { redact } from '../../../src/host/index.ts';
import type { Root } from '../../../src/text/index.ts';
import { isEmpty, markdown, split } from '../../../src/text/index.ts';
import { labelOf } from '../../../src/text/inline.ts';
import { isBareLink, safeUrl, urlInText } from '../../../src/text/url.ts';
import type { MakeSafe } from '../parts.ts';
import { withoutUnseen } from '../prompt/escape.ts';
import { withoutMarks } from '../prompt/marks.ts';
import { secretsOf } from '../prompt/secrets.ts';

/** Stands where an address was that is one too many. */
const NO_LINK = '[link left out]';
const CUT = '[… cut here]';
/** So many times the length that may be said is looked at: marks and addresses may go, and leave less. */
const READ_BEYOND = 2;
/** People whom one answer may call by a typed `@name`; more than that is a way of calling everybody. */
const MOST_CALLS = 5;
/** Names by which services call everybody, in a label: there the dialects leave them as they are. */
const BROADCAST = /@(?=(?:everyone|here|channel|all)\b)/gi;
/** An `@` that a service or the relay may take for the beginning of a name. */
const CALL = /(?<![\p{L}\p{N}_.@/+-])@(?=[\p{L}\p{N}])/gu;

/**
 * Makes an answer fit to be said. It has no secrets of the configuration, nothing that nobody sees, and none of the
 * marks that requests have; addresses that nobody should follow lose their link, those that are too many their address,
 * and labels that show another address than they lead to show the right one; what is too long is cut between blocks or
 * words.
 * HTML is literal text from here on; mentions of everybody are disarmed by the dialect of each platform.
 * @param secrets beside those of the bot
 */
export function createMakeSafe(secrets: readonly string[] = []): MakeSafe {
  return (answer, bot) => {
    const { maxLinks, maxLength } = bot.safety;
    const words = redact(withoutMarks(withoutUnseen(answer)), [...secrets, ...secretsOf(bot)]);
    // Reading takes longer than it should for some of what nobody would read.
    const fitting = words.slice(0, maxLength * READ_BEYOND);
    const tree = markdown.parse(fitting);
    const limits = { links: maxLinks, calls: MOST_CALLS };
    const children = rewrite<RootContent>(tree.children, limits);
    return cut({ ...tree, children }, maxLength, fitting.length < words.length);
  };
}

export const makeSafe: MakeSafe = createMakeSafe();

/** What is left of each kind; used up from the beginning of the text. */
interface Limits {
  links: number;
  calls: number;
}

function rewrite<Node extends Nodes>(nodes: readonly Node[], limits: Limits): Node[] {
  const rewritten = nodes.flatMap((node: Nodes): Nodes[] => {
    switch (node.type) {
      case 'definition':
        return [];
      case 'link':
        return rewriteLink(node, limits);
      case 'image':
        return rewriteLink(asLink(node.url, node.alt ?? ''), limits);
      case 'imageReference':
        return [{ type: 'text', value: node.alt ?? '' }];
      case 'text':
        return [{ ...node, value: disarmed(withFewerLinks(node.value, limits), limits) }];
      case 'code':
      case 'inlineCode':
        return [{ ...node, value: withFewerLinks(node.value, limits) }];
      default:
        return [inside(node, limits)];
    }
  });
  // Every kind of node is replaced by what may stand in its place.
  return rewritten as Node[];
}

function inside(node: Nodes, limits: Limits): Nodes {
  if (!('children' in node)) return node;
  return { ...node, children: rewrite<Nodes>(node.children, limits) } as Nodes;
}

function asLink(url: string, label: string): Link {
  return {
    type: 'link',
    url,
    children: [{ type: 'text', value: label === '' ? url : label.replaceAll(BROADCAST, '@\u200b') }],
  };
}

function rewriteLink(link: Link, limits: Limits): PhrasingContent[] {
  const label = labelOf(link.children).trim();
  const url = safeUrl(link.url);
  if (url === undefined) return isBareLink(label, link.url) ? [] : rewrite(link.children, limits);
  if (limits.links <= 0) {
    const isAddress = label === '' || isBareLink(label, url) || addressIn(label) !== undefined;
    return isAddress ? [{ type: 'text', value: NO_LINK }] : rewrite(link.children, limits);
  }
  limits.links -= 1;
  const shown = addressIn(label);
  const isHonest = shown === undefined || hostOf(shown) === hostOf(url) || url.startsWith('mailto:');
  return [asLink(url, isHonest ? label : url)];
}

/** The address that a label shows, where it shows one. */
function addressIn(label: string): string | undefined {
  const found = /(?:https?:\/\/)?(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?=[/:?#\s]|$)/iu.exec(label)?.[0];
  return found === undefined || /^https?:/i.test(found) ? found : `https://${found}`;
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : undefined;
}

/** Addresses in code and in plain words: many services make links of those as well. */
function withFewerLinks(text: string, limits: Limits): string {
  return text.replaceAll(urlInText, (url) => {
    limits.links -= 1;
    return limits.links < 0 ? NO_LINK : url;
  });
}

function disarmed(text: string, limits: Limits): string {
  return text.replaceAll(CALL, () => {
    limits.calls -= 1;
    return limits.calls < 0 ? '@\u200b' : '@';
  });
}

function cut(tree: Root, maxLength: number, isPart: boolean): ReturnType<MakeSafe> {
  const whole = markdown.serialize(tree);
  if (whole.length <= maxLength && !isPart) return { text: isEmpty(tree) ? '' : whole, cut: false };
  const [first = ''] = split(tree, markdown, Math.max(64, maxLength - CUT.length - 2));
  return { text: `${first}\n\n${CUT}`, cut: true };
}
