interface Closable {
  close(): Promise<unknown>;
}

export interface Closing {
  /** Has it closed after the test that opened it, the last one first. */
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
