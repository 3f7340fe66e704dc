import { describe, expect, onTestFinished } from 'vitest';
import type { Cue, Peer } from '../model/peers.ts';
import { aimockPeer, sandboxPeer } from '../model/peers.ts';
import type { Stage } from '../engine/stage.ts';
import { caseWhere, kinds, setQuickStage, texts } from './kinds.ts';

const SEARCH = { name: 'search_conversation', arguments: '{"words":"parcel"}' };
const LONG = Array.from({ length: 30 }, (_, index) => `word${String(index)}`).join(' ');
const BUSY = { status: 503, message: 'The engine is overloaded.' };
const GONE = { status: 404, code: 'model_not_found', message: 'The model does not exist.' };

/** Peers that speak like a model API: the sandbox's, and one that knows nothing of ours. */
const peers: readonly { name: string; open: () => Promise<Peer> }[] = [
  { name: 'the sandbox', open: sandboxPeer },
  { name: 'aimock', open: aimockPeer },
];

const cases = kinds.flatMap((kind) => peers.map((peer) => ({ ...kind, peer: peer.name, open: peer.open })));

describe.each(cases)('a bot on $service with the models of $peer', ({ service, can, open }) => {
  async function setWithPeer(bot: Record<string, unknown> = {}): Promise<{ stage: Stage; peer: Peer }> {
    const peer = await open();
    onTestFinished(() => peer.close());
    const stage = await setQuickStage({
      services: [service],
      bot,
      model: { url: peer.url, name: 'scripted', fallback: ['third'], attempts: 1 },
    });
    return { stage, peer };
  }

  /** Follows the cues, asks, and gives what was said by then. */
  async function ask(stage: Stage, peer: Peer, said: string, cues: readonly Omit<Cue, 'said'>[]) {
    peer.follow(cues.map((cue) => ({ ...cue, said })));
    const before = (await stage.ownNow()).length;
    await stage.say(said);
    await stage.own(before + 1);
    return (await texts(stage)).slice(before);
  }

  caseWhere(true, '', 'answers, with tools, and by another model when one fails', async () => {
    const { stage, peer } = await setWithPeer();
    expect(await ask(stage, peer, 'How are you?', [{ text: 'Well, thank you.' }])).toEqual([
      expect.stringContaining('Well, thank you.'),
    ]);
    const searched = [
      { afterTool: false, toolCalls: [SEARCH] },
      { afterTool: true, text: 'I looked it up.' },
    ];
    expect(await ask(stage, peer, 'Where is my parcel?', searched)).toEqual([
      expect.stringContaining('I looked it up.'),
    ]);
    expect(stage.log.filter(({ message }) => message === 'a tool was called')).toHaveLength(1);
    const failing = [
      { model: 'scripted', error: GONE },
      { model: 'third', text: 'The other one answers.' },
    ];
    expect(await ask(stage, peer, 'Anybody there?', failing)).toEqual([
      expect.stringContaining('The other one answers.'),
    ]);
    expect(await ask(stage, peer, 'And now?', [{ error: BUSY }])).toEqual([
      expect.stringContaining('I cannot reach my model'),
    ]);
    expect(peer.asked()).toEqual([
      ...['scripted', 'scripted', 'scripted'],
      ...['scripted', 'third'],
      ...['scripted', 'third'],
    ]);
    await stage.delivered();
    expect(await stage.ownNow()).toHaveLength(4);
  });

  caseWhere(true, '', 'says an answer once although its stream breaks', async () => {
    const { stage, peer } = await setWithPeer({ shape: { stream: can.edit, streamEvery: '500ms' } });
    peer.breakFirstStream({ said: 'Tell me everything', text: LONG });
    await stage.say('Tell me everything.');
    await stage.look(async () => ((await texts(stage))[0]?.includes('word29') ? true : undefined));
    await stage.ended(1);
    await stage.delivered();
    expect(await texts(stage)).toEqual([expect.stringContaining(LONG)]);
  });
});
