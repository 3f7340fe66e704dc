/** PHP's addslashes. */
export function addSlashes(text: string): string {
  return text.replaceAll(/['"\\]/g, '\\$&');
}

/** PHP's stripslashes: one level of backslashes goes. */
export function stripSlashes(text: string): string {
  return text.replaceAll(/\\(.?)/gs, '$1');
}
