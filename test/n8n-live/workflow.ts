import type { INode, INodeParameters } from 'n8n-workflow';

export interface WorkflowPlan {
  readonly name: string;
  readonly nodes: readonly INode[];
  readonly connections: Readonly<
    Record<string, { readonly main: readonly (readonly { node: string; type: 'main'; index: 0 }[])[] }>
  >;
}

export interface NodePlan {
  readonly name: string;
  /** With the package's name. */
  readonly type: string;
  readonly parameters?: INodeParameters;
  readonly credential?: { readonly type: string; readonly id: string };
  /** Carries on with `error` in the item where it could not do its work. @default false */
  readonly goesOn?: boolean;
  readonly typeVersion?: number;
}

/** Nodes one after the other. Each but the first is run once, with the first item of the one before it, or an empty one. */
export function chain(name: string, plans: readonly NodePlan[]): WorkflowPlan {
  const nodes = plans.map((plan, index) => nodeOf(plan, index));
  const connections = plans.slice(1).map(({ name: node }, index) => {
    const before = plans[index]?.name ?? '';
    return [before, { main: [[{ node, type: 'main' as const, index: 0 as const }]] }] as const;
  });
  return { name, nodes, connections: Object.fromEntries(connections) };
}

/** A trigger, and a node that only takes in what it hands on. */
export function after(trigger: NodePlan, name: string): WorkflowPlan {
  return chain(name, [trigger, { name: 'End', type: 'n8n-nodes-base.noOp' }]);
}

export const MANUAL: NodePlan = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

function nodeOf(plan: NodePlan, index: number): INode {
  const { name, type, parameters = {}, credential, goesOn = false, typeVersion = 1 } = plan;
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return {
    id,
    name,
    type,
    typeVersion,
    position: [index * 220, 0],
    parameters,
    // The address of a webhook; a node without one does not mind it.
    webhookId: crypto.randomUUID(),
    ...(credential ? { credentials: { [credential.type]: { id: credential.id, name } } } : {}),
    ...(index === 0 ? {} : { executeOnce: true, alwaysOutputData: true }),
    ...(goesOn ? { onError: 'continueRegularOutput' as const } : {}),
  };
}
