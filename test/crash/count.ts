/** A message as far as counting needs it. */
export interface Counted {
  readonly own: boolean;
  readonly shown: string;
}

/** A conversation with everything in it, oldest first, and the index of the one that it is mirrored to and from. */
export interface CountedPlace {
  readonly messages: readonly Counted[];
  readonly partner: number;
}

export interface Tally {
  /** Messages of people that the source holds. */
  readonly accepted: number;
  /** Of those, the ones without a copy. */
  readonly lost: number;
  /** Copies too many, wherever they stand. */
  readonly duplicated: number;
  /** Neighbouring copies that stand the other way round than their originals. */
  readonly inversions: number;
  /** What the counts are made of. */
  readonly wrong: readonly Wrong[];
}

/** One message that fared badly on its way to the partner of its conversation. */
export interface Wrong {
  readonly what: 'lost' | 'duplicated' | 'out of order';
  /** Index of the conversation in which it was said. */
  readonly place: number;
  readonly label: string;
}

/** Compares every conversation with the copies that its partner holds. */
export function count(places: readonly CountedPlace[]): Tally {
  let accepted = 0;
  const wrong: Wrong[] = [];
  for (const [index, place] of places.entries()) {
    // By their numbers: a service whose clock was set back may show what was said later first.
    const said = labels(place.messages, false).sort();
    const copied = labels(places[place.partner]?.messages ?? [], true);
    const wanted = timesOf(said);
    const found = timesOf(copied);
    accepted += said.length;
    const note = (what: Wrong['what'], label: string, times = 1): void => {
      for (let each = 0; each < times; each += 1) wrong.push({ what, place: index, label });
    };
    for (const [label, times] of wanted) note('lost', label, times - (found.get(label) ?? 0));
    for (const label of turned(said, copied)) note('out of order', label);
    for (const [other, { messages }] of places.entries()) {
      for (const [label, times] of timesOf(labels(messages, true))) {
        const allowed = other === place.partner ? wanted.get(label) : 0;
        if (wanted.has(label)) note('duplicated', label, times - (allowed ?? 0));
      }
    }
    if (place.partner === index) throw new Error('A conversation cannot be its own partner.');
  }
  const number = (what: Wrong['what']): number => wrong.filter((one) => one.what === what).length;
  return {
    accepted,
    lost: number('lost'),
    duplicated: number('duplicated'),
    inversions: number('out of order'),
    wrong,
  };
}

/** The numbers that messages carry, in order; equal words have equal numbers. */
function labels(messages: readonly Counted[], own: boolean): string[] {
  return messages.flatMap((message) => {
    const label = message.own === own ? /#\d{5}\b/.exec(message.shown)?.[0] : undefined;
    return label === undefined ? [] : [label];
  });
}

function timesOf(all: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const one of all) times.set(one, (times.get(one) ?? 0) + 1);
  return times;
}

/**
 * Copies that stand before the copy of an earlier message. The n-th copy of some words stands for the n-th message of
 * these words.
 */
function turned(said: readonly string[], copied: readonly string[]): string[] {
  const places = new Map<string, number[]>();
  for (const [index, label] of said.entries()) places.set(label, [...(places.get(label) ?? []), index]);
  const order = copied.flatMap((label) => {
    const index = places.get(label)?.shift();
    return index === undefined ? [] : [{ label, index }];
  });
  return order
    .filter(({ index }, at) => at > 0 && index < (order[at - 1]?.index ?? 0))
    .map(({ label }) => label);
}
