import type { INode, INodeProperties } from 'n8n-workflow';
import { NodeReading } from '../reading.ts';
import type { ContentKind, EventChoice, TriggerSettings } from './contract.ts';
import { MOST_QUIET_SECONDS } from './fields.ts';

/** The functions of a poll, a webhook or a hook: none of them has items. */
export interface ParameterFunctions {
  getNode(): INode;
  getNodeParameter(name: string, fallback?: unknown): unknown;
}

/**
 * Reads the parameters that `triggerFields` made.
 * @throws {NodeOperationError} that names the field which is not filled in well
 */
export function triggerSettings(
  functions: ParameterFunctions,
  fields: readonly INodeProperties[],
): TriggerSettings {
  const reading = new NodeReading({
    node: functions.getNode(),
    index: 0,
    fields,
    // Without a fallback n8n throws where the trigger has no such field.
    value: (name) => functions.getNodeParameter(name, null),
  });
  const quietSeconds = reading.optionalNumber('options.quietSeconds') ?? 0;
  if (quietSeconds < 0 || quietSeconds > MOST_QUIET_SECONDS)
    reading.refuse('options.quietSeconds', `must be from 0 to ${String(MOST_QUIET_SECONDS)}`);
  return {
    events: reading.ids('events').map((value) => value as EventChoice),
    conversations: several(reading, 'filters.conversations'),
    authors: several(reading, 'filters.authors'),
    content: several(reading, 'filters.content').map((value) => value as ContentKind),
    conversationKind: kindOf(reading.optional('filters.conversationKind')),
    ignoreOwn: reading.flag('ignoreOwn'),
    download: reading.optionalFlag('options.download') ?? false,
    simplify: reading.flag('simplify'),
    quietSeconds,
    begin: reading.optional('options.begin') ?? '',
  };
}

/** None of them is a choice as well: everything passes. */
function several(reading: NodeReading, name: string): string[] {
  const value = reading.raw(name);
  const isNone = value === undefined || value === null || value === '' || String(value) === '';
  return isNone ? [] : reading.ids(name);
}

function kindOf(value: string | undefined): TriggerSettings['conversationKind'] {
  return value === 'direct' || value === 'group' ? value : 'all';
}
