/** A URL to which events are sent by signed HTTP requests. */
export interface EventDestination<Filter = unknown> {
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  readonly filter: Filter;
  readonly isPaused: boolean;
  /** A delivery's schedule is spent, and nothing has been delivered since its first try. */
  readonly isFailing: boolean;
  readonly createdAt: Date;
  /** The feed was read up to this place; what matches is delivered, or waits as a delivery of its own. */
  readonly reached: number;
  /** Rises with every change of the settings and with every process that begins to deliver. */
  readonly epoch: number;
  readonly lastSuccessAt: Date | null;
  readonly lastFailure: DeliveryFailure | null;
}

export interface DeliveryFailure {
  readonly at: Date;
  /** Null if there was no answer. */
  readonly httpStatus: number | null;
  /** Our own words; the receiver's answer is not kept. */
  readonly message: string;
  /** How often the event has been tried. */
  readonly attempts: number;
  /** Null if the event has been delivered since, or waits until the destination is resumed. */
  readonly nextAttemptAt: Date | null;
  readonly place: number;
}

export type DestinationStatus = 'ACTIVE' | 'PAUSED' | 'FAILING';

export function statusOf({
  isPaused,
  isFailing,
}: Pick<EventDestination, 'isPaused' | 'isFailing'>): DestinationStatus {
  if (isPaused) return 'PAUSED';
  return isFailing ? 'FAILING' : 'ACTIVE';
}

export interface RetrySchedule {
  /** Pauses before the next try, in milliseconds: after the first try, the second … */
  readonly pausesMs: readonly number[];
  /** The pause once those are spent. */
  readonly spentPauseMs: number;
}

/** The pause after that many attempts, in milliseconds. */
export function pauseAfter({ pausesMs, spentPauseMs }: RetrySchedule, attempts: number): number {
  return pausesMs[attempts - 1] ?? spentPauseMs;
}

export function isSpent({ pausesMs }: RetrySchedule, attempts: number): boolean {
  return attempts > pausesMs.length;
}
