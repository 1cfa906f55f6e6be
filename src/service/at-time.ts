/** setTimeout counts in 31 bits; what lies further ahead is looked at again then. */
const longestTimerMs = 2 ** 31 - 1;

/** Calls back once a moment has come. The returned function calls it off; a process does not wait for it. */
export function atTime(moment: Date, now: () => Date, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const left = moment.getTime() - now().getTime();
    timer = setTimeout(left > longestTimerMs ? wait : callback, Math.max(0, Math.min(left, longestTimerMs)));
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}
