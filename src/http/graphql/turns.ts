/**
 * Lets long pieces of work run one at a time, each in a turn of the event loop of its own. Requests that arrived
 * together would otherwise all run before anything else is read from a socket, such as a request to /healthz.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  take(): Promise<void> {
    // Chained: immediates that are set together also run together.
    this.#last = this.#last.then(nextTurn);
    return this.#last;
  }
}

/** libuv accepts one connection in each turn: a probe's must not wait for as many long pieces of work. */
const turnsBetween = 20;

async function nextTurn(): Promise<void> {
  for (let turn = 0; turn < turnsBetween; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
