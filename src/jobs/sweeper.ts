import { expireCases } from '../service/cases/expire-cases';
import { followUnfollowed } from '../service/cases/follow-case';
import { cancelLeftCases } from '../service/consents/cancel-resting-cases';
import { redactOutlived } from '../service/personal-data/redact';
import { applyKeptPushes } from '../service/provider-events/apply-kept-pushes';
import type { ServiceTools } from '../service/tools';
import { countIdentities } from '../service/verification/count-identities';
import { expireOverdue } from '../service/verification/expire-overdue';
import { pollDue } from '../service/verification/poll-due';
import { whileFull } from './while-full';

/** How long a request that met a conflict (409) is kept, so that a merge can repeat it. */
const replayTtlMs = 60 * 60 * 1000;

/** How often a process says that it serves, and with which keys. */
const announceMs = 15_000;

/** One round of a duty, which is work that time triggers; a long round ends early once `stopped` aborts. */
type Duty = (stopped: AbortSignal) => Promise<unknown>;

/**
 * Runs every duty again and again. Each duty has its own rounds, and so does the polling of each provider: a slow
 * provider delays neither the expiry of verifications nor the polling of another provider. The returned function stops
 * all rounds and waits for those under way.
 */
export function startSweeper(
  tools: ServiceTools & { readonly processId: string },
  pauseMs: number,
): () => Promise<void> {
  const ago = (ms: number) => new Date(tools.now().getTime() - ms);
  // Most rounds find nothing to do, and are not logged.
  const told = async (duty: string, round: Promise<number>): Promise<void> => {
    const startedAt = performance.now();
    const count = await round;
    if (count === 0) return;
    const durationMs = Math.round(performance.now() - startedAt);
    tools.log.info({ duty, count, durationMs }, 'sweep done');
  };
  const asking = tools.catalog
    .having('query')
    .map(({ name: provider }): [string, Duty] => [
      `ask ${provider}`,
      (stopped) => pollDue(tools, provider, stopped),
    ]);
  const duties: readonly [string, Duty][] = [
    ['expire', (stopped) => expireOverdue(tools, stopped)],
    ['expireCases', () => expireCases(tools)],
    ['followCases', () => followUnfollowed(tools)],
    ['cancelCases', () => cancelLeftCases(tools)],
    ['retain', (stopped) => redactOutlived(tools, stopped)],
    ['forgetReplays', () => tools.store.retention.forgetReplays(ago(replayTtlMs))],
    // A counter may be the hash of a phone or card number, against which anyone with the service's key can test
    // numbers.
    [
      'forgetAttempts',
      () => tools.store.attempts.forget({ now: tools.now(), windowMs: tools.settings.attempts.windowMs }),
    ],
    ['sealRows', () => tools.store.encryption.sealRows()],
    ['countIdentities', (stopped) => countIdentities(tools, stopped)],
    ['forgetIdentities', () => tools.store.identities.forget(tools.now())],
    ['makeRoom', () => tools.store.maintenance.makeRoom(tools.now())],
    ...asking,
  ];
  // Each process has its own inbox: no lease is needed.
  const own: readonly [string, (stopped: AbortSignal) => Promise<number>][] = [
    ['inbox', (stopped) => applyKeptPushes(tools, stopped)],
    ['forgetPushes', async () => tools.inbox.forget(ago(tools.settings.retentionMs))],
  ];
  for (const [duty] of [...duties, ...own]) tools.meter.dutyExpected({ duty });
  const repeated = (duty: string, run: Duty, pause = pauseMs) =>
    repeat(run, pause, (error) => {
      tools.meter.fault({ place: 'sweeper' });
      tools.log.error({ duty }, 'sweep failed', error);
    });
  const stops = [
    ...duties.map(([duty, run]) =>
      repeated(duty, async (stopped) => {
        const lastSuccess = await tools.store.leases.withLease(duty, (lost) => {
          const over = AbortSignal.any([stopped, lost]);
          return told(
            duty,
            whileFull(() => run(over), over),
          );
        });
        if (lastSuccess) tools.meter.dutySucceeded({ duty }, lastSuccess);
      }),
    ),
    ...own.map(([duty, run]) =>
      repeated(duty, async (stopped) => {
        await told(duty, run(stopped));
        tools.meter.dutySucceeded({ duty }, new Date());
      }),
    ),
    repeated(
      'announce',
      () => tools.store.encryption.announceProcess(tools.processId),
      Math.max(pauseMs, announceMs),
    ),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** Runs one round after another, never two at once. */
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
