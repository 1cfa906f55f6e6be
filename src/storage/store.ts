import type { Accounts } from './accounts/contract';
import type { PrivilegedActs } from './acts/contract';
import type { Attempts } from './attempts/contract';
import type { Cases } from './cases/contract';
import type { Consents } from './consents/contract';
import type { Destinations } from './destinations/contract';
import type { Encryption } from './encryption/contract';
import type { ChangeFeed, Events, Feed, Sequencing } from './events/contract';
import type { Idempotency } from './idempotency/contract';
import type { Identities } from './identities/contract';
import type { Leases } from './leases/contract';
import type { TransparencyLog } from './log/contract';
import type { Reports } from './reports/contract';
import type { Retention } from './retention/contract';
import type { Reveals } from './reveals/contract';
import type { Undecided } from './undecided/contract';
import type { Verifications } from './verifications/contract';

/**
 * The contract of the store, a persister of many persisters: one for each subject, whose promises stand in the
 * `contract.ts` of its folder.
 */
export interface Store {
  readonly verifications: Verifications;
  readonly cases: Cases;
  readonly consents: Consents;
  readonly undecided: Undecided;
  readonly idempotency: Idempotency;
  readonly events: Events;
  readonly changes: ChangeFeed;
  readonly feed: Feed;
  /** Null if an event has its place in the feed with its commit. */
  readonly sequencing: Sequencing | null;
  readonly log: TransparencyLog;
  readonly accounts: Accounts;
  readonly attempts: Attempts;
  readonly identities: Identities;
  readonly destinations: Destinations;
  readonly reveals: Reveals;
  readonly acts: PrivilegedActs;
  readonly reports: Reports;
  readonly retention: Retention;
  readonly encryption: Encryption;
  readonly database: DatabaseHealth;
  readonly leases: Leases;
  readonly maintenance: Maintenance;
  close(): Promise<void>;
}

export interface DatabaseHealth {
  /** Rejects when the database cannot be reached, and with UnwritableError when it takes no changes. */
  ping(): Promise<void>;
  /** Connections of this process to the database; null if there is only one, as with SQLite. */
  connections(): ConnectionCounts | null;
}

export interface ConnectionCounts {
  readonly open: number;
  /** Open ones that are not in use. */
  readonly idle: number;
  /** Requests that wait for one. */
  readonly waiting: number;
}

export interface Maintenance {
  /** Makes what the tables need for the time ahead, such as a partition for the next month. */
  makeRoom(now: Date): Promise<void>;
}

/** Called after every piece of the store's work, with the seconds it took, its wait in the queue included. */
export interface StoreMeter {
  store(work: StoreWork, seconds: number): void;
}

export interface StoreWork {
  /** Subject and method, such as `verifications.find`. */
  readonly name: string;
  readonly kind: 'read' | 'change';
  readonly result: 'ok' | 'failed';
}
