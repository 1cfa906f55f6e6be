const pauseMs = 50;

/** Resolves when no push waits in the service's inbox any more; false when that does not happen in time. */
export async function inboxEmptied(url: string, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; Date.now() < end; ) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    if (/^realname_inbox_pushes\{state="waiting"\} 0$/m.test(metrics)) return true;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return false;
}
