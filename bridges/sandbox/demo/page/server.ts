/** Asks the page's server to do something; shows its refusal to the visitor. @returns whether it was done */
export async function ask(path: string, body: object): Promise<boolean> {
  try {
    const response = await fetch(`/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return true;
    const answer: unknown = await response.json();
    announce(
      typeof answer === 'object' && answer && 'error' in answer ? String(answer.error) : response.statusText,
    );
  } catch {
    announce('The demo does not answer. Is it still running?');
  }
  return false;
}

let hiding: ReturnType<typeof setTimeout> | undefined;

/** Shows a sentence at the bottom of the page for a while; screen readers say it. */
export function announce(sentence: string): void {
  const toast = document.querySelector<HTMLElement>('#toast');
  if (!toast) return;
  toast.textContent = sentence;
  toast.classList.add('shown');
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    toast.classList.remove('shown');
  }, 5_000);
}
