/** A duty that did as much as this has more to do: every duty's batch is at least as large. */
const fullRound = 50;
/** A duty that finds the same items again and again must not keep its process busy for ever. */
const maxRounds = 1000;

/** Repeats the rounds of a duty while they are full, so that a backlog does not wait for pauses. Returns the sum. */
export async function whileFull(round: () => Promise<unknown>, stopped: AbortSignal): Promise<number> {
  let sum = 0;
  for (let rounds = 0; rounds < maxRounds; rounds += 1) {
    const count = await round();
    if (typeof count !== 'number') return sum;
    sum += count;
    if (count < fullRound || stopped.aborted) return sum;
  }
  return sum;
}
