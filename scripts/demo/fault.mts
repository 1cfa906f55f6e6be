/** A step failed; the text is one sentence for the person who runs the demo. */
export class DemoFault extends Error {
  override readonly name = 'DemoFault';
}

/** Time limit of every step of the demo, in milliseconds. */
export const patienceMs = 20_000;

/** Waits for a promise, and throws a DemoFault with this sentence after `patienceMs`. */
export async function withPatience<Value>(awaited: Promise<Value>, sentence: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DemoFault(sentence)), patienceMs);
  });
  try {
    return await Promise.race([awaited, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
