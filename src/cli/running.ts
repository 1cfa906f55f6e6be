import type { Terminal } from './terminal';

export interface Running {
  close(): Promise<void>;
}

/**
 * Opens what runs until it is told to stop, and resolves when it is closed. From the first moment on: a signal that
 * comes while it opens ends it as cleanly as any other.
 */
export async function untilStopped(terminal: Terminal, open: () => Promise<Running>): Promise<void> {
  const running = Promise.withResolvers<Running>();
  const stopped = new Promise<void>((resolve, reject) => {
    terminal.onStop(() => running.promise.then((opened) => opened.close()).then(resolve, reject));
  });
  running.resolve(open());
  await Promise.all([running.promise, stopped]);
}
