/** A link of the chain is broken; the text is one sentence for whoever runs the demonstration. */
export class DemoFault extends Error {
  override readonly name = 'DemoFault';
}

/** How long anything may take before the demonstration gives up on it, in milliseconds. */
export const patienceMs = 20_000;

/** Waits for a promise, but not for ever: after `patienceMs` it throws a DemoFault with this sentence. */
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
