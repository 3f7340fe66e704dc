import type { INodeProperties } from 'n8n-workflow';

/** A bot has two numbers: this one for administrators, and that of the user as which it writes. */
export const botId: INodeProperties = {
  displayName: 'AI Bot ID',
  name: 'botId',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. 9',
  description: 'The number above zero that “Get Many (Administrator)” lists as ID',
};

/**
 * A bot, or anything else that an administrator's call answers, without the key of the AI provider: outputs of nodes
 * are stored, and shown to everybody who may see the execution.
 */
export function withoutKey(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutKey);
  if (!isRecord(value) || !isRecord(value.settings)) return value;
  const { apiKey, ...settings } = value.settings;
  return { ...value, settings: { ...settings, hasApiKey: typeof apiKey === 'string' && apiKey !== '' } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
