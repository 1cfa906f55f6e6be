interface Closable {
  close(): Promise<unknown>;
}

export interface Closing {
  /** Closes it after the test that opened it, the last one first. */
  keep<Thing extends Closable>(thing: Thing): Thing;
}

/** Closes what a test opened, whatever became of the test. Call it once, outside of the tests. */
export function closeAfterEach(): Closing {
  const opened: Closable[] = [];
  afterEach(async () => {
    for (let thing = opened.pop(); thing; thing = opened.pop()) await thing.close();
  });
  return {
    keep(thing) {
      opened.push(thing);
      return thing;
    },
  };
}

/**
 * Opens a thing when it is first asked for, and closes it after the last test of the file: for tests that do not get
 * in each other's way. Call it once, outside of the tests.
 */
export function openedOnce<Thing extends Closable>(open: () => Promise<Thing>): () => Promise<Thing> {
  let opening: Promise<Thing> | undefined;
  afterAll(async () => {
    await (await opening)?.close();
  });
  return () => {
    opening ??= open();
    return opening;
  };
}
