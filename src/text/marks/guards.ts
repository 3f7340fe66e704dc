// What `protectMarks` puts in and readers take out again.
const guardedMark = /\u200b([*_~`])\u200b/g;

/** Takes the guards around literal marks out of running text. */
export function unguardMarks(raw: string): string {
  return raw.includes('\u200b') ? raw.replace(guardedMark, '$1') : raw;
}
