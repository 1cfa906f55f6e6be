/**
 * Leases: a duty is work that time triggers and that one process at a time does for all of them. A lease is a row of
 * the database and no lock of a session, so that it holds through a pooler in transaction mode, and is free again some
 * seconds after its owner was cut off.
 */
export interface Leases {
  /**
   * Runs the job if no other process runs this duty, and keeps the lease until it ends. Returns when the duty last
   * ended without an error, in any process and by the database's clock; null if it never did. Rejects with the job's
   * error.
   */
  withLease(duty: string, job: LeasedJob): Promise<Date | null>;
  /** When each duty last ended without an error, by the database's clock; null if it never did. */
  lastSuccesses(): Promise<ReadonlyMap<string, Date | null>>;
}

/** `lost` aborts once the lease could not be renewed in time: another process may have begun the same duty. */
export type LeasedJob = (lost: AbortSignal) => Promise<unknown>;
