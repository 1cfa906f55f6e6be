import type { Terminal } from './terminal';

export interface Running {
  close(): Promise<void>;
}

/**
 * Opens a service that runs until a signal stops it, and resolves when it is closed. A signal during the opening closes
 * it as cleanly as a later one; `stopped` tells it to an opening that waits for something.
 */
export async function untilStopped(
  terminal: Terminal,
  open: (stopped: AbortSignal) => Promise<Running>,
): Promise<void> {
  const stopping = new AbortController();
  const running = Promise.withResolvers<Running>();
  const stopped = new Promise<void>((resolve, reject) => {
    terminal.onStop(() => {
      stopping.abort();
      running.promise.then((opened) => opened.close()).then(resolve, reject);
    });
  });
  running.resolve(open(stopping.signal));
  await Promise.all([running.promise, stopped]);
}
