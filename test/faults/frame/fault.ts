/**
 * The frame of the fault suite. A fault is something that goes wrong while the service works (its process is killed,
 * its database is stopped …), and what must hold all the same: nothing lost, nothing doubled, nothing regressed.
 *
 * To add one, write `test/faults/long/<name>.fault.ts` that exports `fault: Fault`; `npm run test:faults` finds it by
 * that name and runs it with `rounds.long` on each of its stores. For `npm test`, give it to `describeFaults` with the
 * form 'short' in a `test/faults/<name>.test.ts`.
 *
 * `run` gets a FaultContext with everything it needs, all of it ended and removed afterwards:
 *
 *     let service = await context.start();                       a process of the compiled service, on the store
 *     for (const round of context.eachRound()) {
 *       const cases = await startCases(context, service.url, guid, phones);      answered mutations, in the ledger
 *       const follower = context.ledger.follow(guid);
 *       follower.keepUp(() => service.url);                      or connect(url), after each break again
 *       … the fault, while sendPush sends once; then pushUntilAcknowledged …
 *       await context.ledger.check(service.url, [guid]);         histories and followers against what was promised
 *       await follower.stop();
 *     }
 *     await context.ledger.check(service.url);                   all accounts once more
 *     return context.ledger.counts(context.rounds);
 *
 * The ledger knows what was answered and acknowledged. `check` reads every history by GraphQL and waits for every
 * follower. What it finds wrong it keeps by name, so that checking again counts nothing twice. What a fault finds by
 * itself it enters with `ledger.lost(name)`, `ledger.doubled(name)`, `ledger.regressed(name)`.
 *
 * Chance comes from `context.random` only: the seed is printed, and FAULT_SEED repeats it.
 */
import type { FaultContext } from './context';
import type { Patch } from './program';

export type StoreKind = 'sqlite' | 'postgresql';

export type FaultForm = 'short' | 'long';

export interface Fault {
  /** What goes wrong, in a few words: a row of the table. */
  readonly title: string;
  /** What it does and what must hold, in a sentence or two: for docs/faults.md. */
  readonly what: string;
  readonly stores: readonly StoreKind[];
  readonly rounds: Readonly<Record<FaultForm, number>>;
  /** True: PostgreSQL flushes to the disk, as it must where it is to be killed. */
  readonly durablePostgres?: boolean;
  /** Why it cannot run here, such as a program that is not installed; it is left out then, and said to be. */
  readonly missing?: string | null;
  /** What goes wrong inside the process, where nothing from outside can cause it. */
  readonly patches?: readonly Patch[];
  run(context: FaultContext): Promise<Counts>;
}

export interface Counts {
  readonly rounds: number;
  /** Different pushes sent; their repeats are not counted. */
  readonly pushes: number;
  readonly acknowledged: number;
  /** Mutations that were answered. */
  readonly mutations: number;
  /** Events that followers received. */
  readonly followed: number;
  /** Acknowledged, answered or shown to a follower, and not there; or there, and never shown to a follower. */
  readonly lost: number;
  /** There, or shown to one follower, more than once. */
  readonly doubled: number;
  /** Shown in a wrong order, taken back, or a state that a newer one had replaced. */
  readonly regressed: number;
  /** Did not work again within its time after the fault had ended. */
  readonly stuck: number;
  /** The longest time until everything worked again, in milliseconds, where the fault measures it. */
  readonly recoveryMs?: number;
}
