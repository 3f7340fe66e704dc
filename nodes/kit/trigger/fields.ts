import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { simplify } from '../fields.ts';
import { download } from '../files.ts';
import type { ContentKind, EventChoice } from './contract.ts';

/** What one trigger can tell of and filter by. */
export interface TriggerOffer {
  readonly events: readonly EventChoice[];
  /** What messages of this service can have in them. Without files there is nothing to choose by or to download. */
  readonly content: readonly ContentKind[];
  /** Something that has to be known before it is used, above all parameters. */
  readonly notice?: string;
  /** e.g. `12, Anna`. */
  readonly authorPlaceholder: string;
}

/** Longest quiet time, seconds: a poll has to end before n8n gives it up. */
export const MOST_QUIET_SECONDS = 120;

const EVENTS: Readonly<Record<EventChoice, Omit<INodePropertyOptions, 'value'>>> = {
  'message.created': { name: 'New Message', description: 'Somebody has written' },
  'message.edited': { name: 'Message Edited', description: 'The text of a message was changed' },
  'message.deleted': { name: 'Message Deleted', description: 'A message was taken back' },
  'message.status': {
    name: 'Message Status',
    description: 'A message of this account was sent, delivered, read or given up',
  },
  'reaction.added': { name: 'Reaction Added', description: 'Somebody has reacted to a message' },
  'reaction.removed': { name: 'Reaction Removed', description: 'Somebody has taken a reaction back' },
  typing: { name: 'Typing', description: 'Somebody is writing' },
  read: { name: 'Conversation Read', description: 'Somebody has read everything up to now' },
};

const CONTENT: Readonly<Record<ContentKind, string>> = {
  text: 'Text',
  image: 'Image',
  audio: 'Audio or Voice Note',
  video: 'Video',
  document: 'Document',
  location: 'Location',
  contact: 'Contact',
};

/** The parameters of a trigger; read by `triggerSettings`. */
export function triggerFields({
  events,
  content,
  notice,
  authorPlaceholder,
}: TriggerOffer): INodeProperties[] {
  const hasFiles = content.some((kind) => kind !== 'text');
  return [
    ...(notice === undefined
      ? []
      : [{ displayName: notice, name: 'notice', type: 'notice' as const, default: '' }]),
    {
      displayName: 'Trigger On',
      name: 'events',
      type: 'multiOptions',
      required: true,
      noDataExpression: true,
      options: byName(events.map((value) => ({ ...EVENTS[value], value }))),
      default: ['message.created'],
    },
    {
      displayName: 'Ignore Own Messages',
      name: 'ignoreOwn',
      type: 'boolean',
      default: true,
      description:
        'Whether to leave out what the account of the credential writes itself; without this, a workflow that answers may answer itself for ever',
    },
    simplify,
    {
      displayName: 'Filters',
      name: 'filters',
      type: 'collection',
      placeholder: 'Add Filter',
      default: {},
      options: filters(hasFiles ? content : [], authorPlaceholder),
    },
    {
      displayName: 'Options',
      name: 'options',
      type: 'collection',
      placeholder: 'Add Option',
      default: {},
      options: options(hasFiles),
    },
  ];
}

function filters(content: readonly ContentKind[], authorPlaceholder: string): INodeProperties[] {
  const kinds: INodeProperties = {
    displayName: 'Content',
    name: 'content',
    type: 'multiOptions',
    options: byName(content.map((value) => ({ name: CONTENT[value], value }))),
    default: [],
    description: 'Only messages with at least one of these in them',
  };
  return [
    {
      displayName: 'Authors',
      name: 'authors',
      type: 'string',
      default: '',
      placeholder: `e.g. ${authorPlaceholder}`,
      description: 'Only what these people do. IDs or names, separated by commas.',
    },
    ...(content.length === 0 ? [] : [kinds]),
    {
      displayName: 'Conversation Kind',
      name: 'conversationKind',
      type: 'options',
      options: [
        { name: 'All', value: 'all' },
        { name: 'Direct', value: 'direct', description: 'Conversations of two people' },
        { name: 'Group', value: 'group', description: 'Conversations of more people, rooms and channels' },
      ],
      default: 'all',
    },
    {
      displayName: 'Conversation Names or IDs',
      name: 'conversations',
      type: 'multiOptions',
      typeOptions: { loadOptionsMethod: 'getConversations' },
      default: [],
      description:
        'Only these conversations. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
    },
  ];
}

function options(hasFiles: boolean): INodeProperties[] {
  return [
    {
      displayName: 'Begin Anew',
      name: 'begin',
      type: 'string',
      default: '',
      placeholder: 'e.g. 2026-05-01',
      description:
        'Any text. Each time it is changed, the trigger forgets where it stood, and begins with what comes from then on.',
    },
    ...(hasFiles ? [download] : []),
    {
      displayName: 'Group Messages (Seconds)',
      name: 'quietSeconds',
      type: 'number',
      typeOptions: { minValue: 0, maxValue: MOST_QUIET_SECONDS },
      default: 0,
      description:
        'What one person writes in a row becomes one item once nobody has written in the conversation for so many seconds. With 0 every message is an item.',
    },
  ];
}

function byName(choices: readonly INodePropertyOptions[]): INodePropertyOptions[] {
  return [...choices].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
