/** The work, or a rejection with that message where it takes longer, in milliseconds. The work itself goes on. */
export function inTime<Result>(work: Promise<Result>, limitMs: number, message: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(message)), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
