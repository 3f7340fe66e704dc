import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../src/platforms/better-messages/index.ts';
import type { Call } from '../kit/index.ts';

type NodeCall = Call<BetterMessagesConnection>;

/** Inside the collection `changes`; read by `settingsIn`. */
export const settingsJson: INodeProperties = {
  displayName: 'Settings',
  name: 'settings',
  type: 'json',
  default: '{}',
  description: 'Settings by the names that the plugin has for them, as a JSON object',
};

/** The site takes the settings as a whole: what is left out goes back to its default. */
export const keepOthers: INodeProperties = {
  displayName: 'Keep Other Settings',
  name: 'keepOthers',
  type: 'boolean',
  default: true,
  description:
    'Whether settings that are not given stay as they are; otherwise the site sets them back to their defaults',
};

/** Whether a field of a collection was added and filled in. */
export function isGiven(call: NodeCall, name: string): boolean {
  const value = call.raw(name);
  return value !== undefined && value !== null && value !== '';
}

/** The object in a JSON field of a collection; undefined where it was not added. */
export function optionalObject(call: NodeCall, name: string): Record<string, unknown> | undefined {
  return isGiven(call, name) ? call.object(name) : undefined;
}

/** Ends the item where there is nothing to change. */
export function mustChange(call: NodeCall, changes: object): void {
  if (Object.keys(changes).length === 0) call.refuse('changes', 'is empty: add what to change');
}

/**
 * The settings that something has on the site, with those given laid over them.
 * @param listed answer of the administrator's list that it stands in
 */
export function mergedSettings(
  call: NodeCall,
  { listed, id, what }: { readonly listed: unknown; readonly id: number; readonly what: string },
  given: Record<string, unknown>,
): Record<string, unknown> {
  const { adminChatRoomSchema, list } = call.core.betterMessages;
  const entries = list(adminChatRoomSchema.pick({ id: true, settings: true })).safeParse(listed);
  if (!entries.success) {
    call.fail(
      `The settings that ${what} ${String(id)} has could not be read`,
      'Switch off “Keep Other Settings”, and give all settings that are not to have their defaults.',
    );
  }
  const entry = entries.data.find((one) => one.id === id);
  if (entry === undefined) {
    call.fail(`There is no ${what} ${String(id)}`, 'Look up its ID with “Get Many (Administrator)”.');
  }
  return { ...entry.settings, ...given };
}
