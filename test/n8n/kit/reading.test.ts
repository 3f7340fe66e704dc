import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuddyPressEmulator } from '../../../bridges/sandbox/buddypress/index.ts';
import { startBuddyPress } from '../../../bridges/sandbox/buddypress/index.ts';
import { BuddyPress } from '../../../nodes/BuddyPress/BuddyPress.node.ts';
import { thread } from '../../../nodes/BuddyPress/fields.ts';
import { buddyPress } from '../../../nodes/BuddyPress/system.ts';
import type { Operation, Resource } from '../../../nodes/kit/index.ts';
import { execute, messageText, propertiesOf } from '../../../nodes/kit/index.ts';
import type { BuddyPressConnection } from '../../../src/platforms/buddypress/index.ts';
import { id, placed } from '../buddypress/site.ts';
import { run } from '../support/run.ts';

/** It has no field for the format, and none that is called "other". */
const read: Operation<BuddyPressConnection> = {
  value: 'read',
  name: 'Read',
  action: 'Read the fields',
  description: 'Read fields that are there and others that are not',
  fields: [thread, messageText],
  run: async (call) => ({
    thread: call.id('thread'),
    text: call.core.plainText(call.rich('text')),
    others: [call.optional('other'), call.optionalId('other.id'), call.optionalFlag('other')].map(String),
  }),
};
const resources: readonly Resource<BuddyPressConnection>[] = [
  { value: 'field', name: 'Field', operations: [read] },
];

class Reader implements INodeType {
  description: INodeTypeDescription = {
    ...new BuddyPress().description,
    properties: propertiesOf(resources),
  };
  execute(this: IExecuteFunctions) {
    return execute(this, buddyPress, resources);
  }
}

describe('reading parameters', () => {
  let site: BuddyPressEmulator;
  beforeAll(async () => {
    site = await startBuddyPress();
  });
  afterAll(() => site.close());

  const reading = async (locator: object) => {
    const parameters = { resource: 'field', operation: 'read', thread: { ...locator }, text: 'a *b*' };
    return (await run({ ...placed(site, parameters), type: new Reader() })).json;
  };

  it('takes fields that an operation does not have for left alone', async () => {
    const others = ['undefined', 'undefined', 'undefined'];
    expect(await reading(id('7'))).toEqual([{ thread: '7', text: 'a b', others }]);
  });

  it('takes the id out of an address', async () => {
    const url = 'https://example.org/members/parley/messages/view/42/';
    expect(await reading({ __rl: true, mode: 'url', value: url })).toMatchObject([{ thread: '42' }]);
  });
});
