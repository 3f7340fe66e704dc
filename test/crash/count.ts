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
}

/** Compares every conversation with the copies that its partner holds. */
export function count(places: readonly CountedPlace[]): Tally {
  const tally = { accepted: 0, lost: 0, duplicated: 0, inversions: 0 };
  for (const [index, place] of places.entries()) {
    const said = labels(place.messages, false);
    const copied = labels(places[place.partner]?.messages ?? [], true);
    const wanted = timesOf(said);
    const found = timesOf(copied);
    tally.accepted += said.length;
    for (const [label, times] of wanted) tally.lost += Math.max(0, times - (found.get(label) ?? 0));
    tally.inversions += inversions(said, copied);
    for (const [other, { messages }] of places.entries()) {
      for (const [label, times] of timesOf(labels(messages, true))) {
        const allowed = other === place.partner ? wanted.get(label) : 0;
        if (wanted.has(label)) tally.duplicated += Math.max(0, times - (allowed ?? 0));
      }
    }
    if (place.partner === index) throw new Error('A conversation cannot be its own partner.');
  }
  return tally;
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

/** The n-th copy of some words stands for the n-th message of these words. */
function inversions(said: readonly string[], copied: readonly string[]): number {
  const places = new Map<string, number[]>();
  for (const [index, label] of said.entries()) places.set(label, [...(places.get(label) ?? []), index]);
  const order = copied.flatMap((label) => {
    const index = places.get(label)?.shift();
    return index === undefined ? [] : [index];
  });
  return order.filter((index, at) => at > 0 && index < (order[at - 1] ?? 0)).length;
}
