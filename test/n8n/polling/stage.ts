import type { IDataObject } from 'n8n-workflow';
import { afterEach, beforeEach } from 'vitest';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import type { Poller, PollerOptions } from '../support/poll.ts';
import { createPoller } from '../support/poll.ts';
import type { PolledSystem } from './systems.ts';

/** A service, and triggers that poll it. */
export interface Stage {
  readonly service: Emulator;
  /** Of the first conversation: its id, and somebody who may write there. */
  readonly conversation: string;
  readonly person: string;
  poller(parameters?: IDataObject, options?: Pick<PollerOptions, 'budgetMs'>): Poller;
  /** A trigger that has had its first poll. */
  begun(parameters?: IDataObject, options?: Pick<PollerOptions, 'budgetMs'>): Promise<Poller>;
  /** Somebody writes. Resolves with the id. */
  say(text: string, where?: { conversation?: string; as?: string }): Promise<string>;
  /** Somebody writes so often. */
  sayMany(count: number): Promise<string[]>;
}

export function useStage(system: PolledSystem): () => Stage {
  let stage: Stage | undefined;
  beforeEach(async () => {
    const service = await system.start();
    const [first] = service.conversations();
    const conversation = first?.id ?? '';
    const person = first?.people?.[0] ?? service.people()[0]?.id ?? '';
    const placed = system.placed(service);
    const poller: Stage['poller'] = (parameters = {}, options = {}) =>
      createPoller({ ...placed, parameters, ...options });
    const say: Stage['say'] = async (text, where = {}) =>
      (await service.say({ conversation, as: person, text, ...where })).id;
    stage = {
      service,
      conversation,
      person,
      poller,
      say,
      async begun(parameters, options) {
        const made = poller(parameters, options);
        await made.poll();
        return made;
      },
      async sayMany(count) {
        const ids: string[] = [];
        for (let number = 1; number <= count; number += 1) ids.push(await say(`message ${String(number)}`));
        return ids;
      },
    };
  });
  afterEach(() => stage?.service.close());
  return () => {
    if (!stage) throw new Error('there is no stage before a test begins');
    return stage;
  };
}

/** The `id` of every item. */
export function idsOf(items: readonly IDataObject[]): unknown[] {
  return items.map(({ id }) => id);
}
