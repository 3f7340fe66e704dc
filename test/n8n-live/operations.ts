import { createRequire } from 'node:module';
import type { INode, INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import type * as n8nWorkflow from 'n8n-workflow';
import { PACKAGE, fieldsOf, operationsOf } from './package.ts';
import type { Step } from './systems/index.ts';
import type { NodePlan } from './workflow.ts';

// Its ES modules import each other in a way that Node does not follow.
const { NodeHelpers }: typeof n8nWorkflow = createRequire(import.meta.url)('n8n-workflow');

/** Tried by a part of its own: it stops the workflow. */
const ELSEWHERE = ['sendAndWait'];
/** n8n adds it to every node that has a credential. */
const OF_N8N = '__CUSTOM_API_CALL__';

/** The operations of a node, ready to be carried out on one account. */
export interface Play {
  readonly type: INodeTypeDescription;
  readonly steps: readonly Step[];
  /** Parameters by name, for all operations that have them. */
  readonly values: INodeParameters;
  /** MIME types of the files to send, by operation. @default text/plain */
  readonly files: Readonly<Record<string, string>>;
  readonly credential: { readonly type: string; readonly id: string };
}

/** All operations of a node, those in between in the order in which the node has them. */
export function allSteps(
  properties: readonly INodeProperties[],
  { first, last }: { readonly first: readonly Step[]; readonly last: readonly Step[] },
): readonly Step[] {
  const others = operationsOf(properties)
    .filter(({ operation }) => operation !== OF_N8N && !ELSEWHERE.includes(operation))
    .map(({ resource, operation }) => ({ operation: `${resource}.${operation}` }))
    .filter(({ operation }) => ![...first, ...last].some((step) => step.operation === operation));
  return [...first, ...others, ...last];
}

export function nameOf({ name, operation }: Step): string {
  return name ?? operation;
}

/** A node for each step, with what puts a file before it where it takes one. */
export function plansOf(play: Play): NodePlan[] {
  return play.steps.flatMap((step): NodePlan[] => [
    ...(takesFile(play, step) ? fileNodes(nameOf(step), play.files[step.operation]) : []),
    {
      name: nameOf(step),
      type: play.type.name,
      parameters: parametersOf(play, step),
      credential: play.credential,
      goesOn: true,
    },
  ]);
}

/** What n8n itself says against the parameters: it runs no workflow that has such a node in it. */
export function issuesOf(play: Play, step: Step): string[] {
  const { type } = play;
  const node: INode = {
    id: '',
    name: nameOf(step),
    type: `${PACKAGE}.${type.name}`,
    typeVersion: 1,
    position: [0, 0],
    parameters: parametersOf(play, step),
  };
  const all = NodeHelpers.getNodeParameters(type.properties, node.parameters, true, false, node, type);
  const issues = NodeHelpers.getNodeParametersIssues(
    type.properties,
    { ...node, parameters: all ?? node.parameters },
    type,
  );
  return Object.values(issues?.parameters ?? {}).flat();
}

function parametersOf({ type, values }: Play, step: Step): INodeParameters {
  const [resource = '', operation = ''] = step.operation.split('.');
  const names = fieldsOf(type.properties, { resource, operation }).map(({ name }) => name);
  const given = Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
  return { resource, operation, ...given, ...step.parameters };
}

/** Where a file is asked for, and not only allowed. */
function takesFile({ type }: Play, step: Step): boolean {
  const [resource = '', operation = ''] = step.operation.split('.');
  const names = ['binaryFields', 'previewField'];
  return fieldsOf(type.properties, { resource, operation }).some(
    ({ name, default: preset }) => names.includes(name) && preset === 'data',
  );
}

/** Two of n8n's own nodes that put a small text file into the field `data`. */
function fileNodes(before: string, mimeType = 'text/plain'): NodePlan[] {
  const content = { content: Buffer.from(`A file for ${before}`).toString('base64') };
  return [
    {
      name: `Bytes for ${before}`,
      type: 'n8n-nodes-base.set',
      typeVersion: 3.4,
      parameters: { mode: 'raw', jsonOutput: JSON.stringify(content) },
    },
    {
      name: `File for ${before}`,
      type: 'n8n-nodes-base.convertToFile',
      typeVersion: 1.1,
      parameters: {
        operation: 'toBinary',
        sourceProperty: 'content',
        options: { fileName: `note.${mimeType === 'text/plain' ? 'txt' : mimeType.split('/')[1]}`, mimeType },
      },
    },
  ];
}
