/** The site writes people with ids in a row as the first and the last of them. */
export function unpacked(participants: readonly (number | readonly number[])[]): number[] {
  return participants.flatMap((one) => {
    if (typeof one === 'number') return [one];
    const [first = 0, last = first] = one;
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
