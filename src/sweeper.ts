import { askAgain } from './service/ask-again';
import { expireOverdue } from './service/expire-overdue';
import { applyKeptPushes } from './service/receive-push';
import { redactOutlived } from './service/redact';
import type { ServiceTools } from './service/tools';

/** How long a request that met 409 is kept for a merge to repeat it. */
const replayTtlMs = 60 * 60 * 1000;

/** A round of a duty; a long one ends early once `stopped`. */
type Duty = (stopped: AbortSignal) => Promise<unknown>;

/**
 * Does what time asks for, again and again. Each duty has rounds of its own, and so has each provider that is asked:
 * one that is slow to answer keeps neither the overdue nor another provider's verifications waiting. The returned
 * function stops them and waits for the rounds under way.
 */
export function startSweeper(tools: ServiceTools, pauseMs: number): () => Promise<void> {
  const ago = (ms: number) => new Date(tools.now().getTime() - ms);
  // Rounds in which there was nothing to do, which are most, are not worth a line.
  const told = async (duty: string, round: unknown): Promise<void> => {
    const startedAt = performance.now();
    const count = await round;
    if (typeof count !== 'number' || count === 0) return;
    const durationMs = Math.round(performance.now() - startedAt);
    tools.log.info({ duty, count, durationMs }, 'sweep done');
  };
  const asking = tools.catalog
    .queryable()
    .map((provider): [string, Duty] => [`ask ${provider}`, (stopped) => askAgain(tools, provider, stopped)]);
  const duties: readonly [string, Duty][] = [
    ['expire', () => expireOverdue(tools)],
    ['retain', () => redactOutlived(tools)],
    ['forgetReplays', () => tools.store.forgetReplays(ago(replayTtlMs))],
    // A counter's hash is of a phone or a card: with the service's key, somebody could try numbers against it.
    ['forgetAttempts', () => tools.store.forgetAttempts(ago(tools.settings.attempts.windowMs))],
    ['makeRoom', () => tools.store.makeRoom(tools.now())],
    ...asking,
  ];
  const repeated = (duty: string, run: Duty) =>
    repeat(run, pauseMs, (error) => {
      tools.meter.fault({ place: 'sweeper' });
      tools.log.error({ duty }, 'sweep failed', error);
    });
  const stops = [
    ...duties.map(([duty, run]) =>
      repeated(duty, (stopped) => tools.store.exclusively(duty, () => told(duty, run(stopped)))),
    ),
    // The inbox is this process's own: nobody else does it.
    repeated('inbox', (stopped) => told('inbox', applyKeptPushes(tools, stopped))),
    repeated('forgetPushes', async () =>
      told('forgetPushes', tools.inbox.forget(ago(tools.settings.retentionMs))),
    ),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** One round after the other, never two at once. */
function repeat(run: Duty, pauseMs: number, report: (error: unknown) => void): () => Promise<void> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  const schedule = () => {
    timer = setTimeout(() => {
      round = run(stop.signal).then(() => undefined, report);
      void round.then(() => !stop.signal.aborted && schedule());
    }, pauseMs);
    timer.unref();
  };
  schedule();
  return async () => {
    stop.abort();
    clearTimeout(timer);
    await round;
  };
}
