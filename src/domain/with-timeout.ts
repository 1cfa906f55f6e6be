/** Work took longer than its limit. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
  readonly code = 'TIMEOUT';
}

/** The work's result, or a TimeoutError with `message` after `limitMs` milliseconds. The work itself is not stopped. */
export function withTimeout<Result>(
  work: Promise<Result>,
  limitMs: number,
  message: string,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeoutError(message)), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
