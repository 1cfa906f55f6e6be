import { type CasePush, sendPush } from './cases';
import type { Ledger } from './ledger';

const repeatPauseMs = 100;

/** Pushes all, so many at a time, and each until it is acknowledged; `urlOf` is asked before every try. */
export async function pushUntilAcknowledged(
  ledger: Ledger,
  urlOf: (push: CasePush) => string,
  pushes: readonly CasePush[],
  atOnce = 16,
): Promise<void> {
  const waiting = [...pushes].reverse();
  const courier = async () => {
    for (let push = waiting.pop(); push; push = waiting.pop()) {
      while (!(await sendPush(ledger, urlOf(push), push))) {
        await new Promise((resolve) => setTimeout(resolve, repeatPauseMs));
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, courier));
}
