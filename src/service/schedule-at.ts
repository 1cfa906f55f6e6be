/** The longest delay that setTimeout takes, which counts in 31 bits; a later moment is waited for in several steps. */
const longestTimerMs = 2 ** 31 - 1;

/** Calls back at a moment. The returned function cancels that; a process does not stay alive for it. */
export function scheduleAt(moment: Date, now: () => Date, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const left = moment.getTime() - now().getTime();
    timer = setTimeout(left > longestTimerMs ? wait : callback, Math.max(0, Math.min(left, longestTimerMs)));
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}
