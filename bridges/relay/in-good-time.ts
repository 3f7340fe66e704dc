/** Resolves when something has ended, and after so many milliseconds at the latest. */
export async function inGoodTime(something: Promise<unknown>, mostMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, mostMs);
  });
  await Promise.race([something, enough]);
  clearTimeout(timer);
}
