import type { DeliveryFailure } from '../../domain/destinations/destination';
import type { FeedFilter } from '../events/contract';
import type { Destination } from './contract';
import type { DestinationRow } from './tables';

export const destinationColumns = [
  'id',
  'url',
  'description',
  'filter',
  'paused',
  'failing',
  'reached',
  'epoch',
  'created_at',
  'last_success_at',
  'last_failure',
] as const satisfies readonly (keyof DestinationRow)[];

export function toDestination(row: Pick<DestinationRow, (typeof destinationColumns)[number]>): Destination {
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    filter: JSON.parse(row.filter) as FeedFilter,
    isPaused: row.paused === 1,
    isFailing: row.failing === 1,
    createdAt: new Date(row.created_at),
    reached: row.reached,
    epoch: row.epoch,
    lastSuccessAt: dateOf(row.last_success_at),
    lastFailure: row.last_failure === null ? null : toFailure(row.last_failure),
  };
}

function toFailure(text: string): DeliveryFailure {
  const { at, nextAttemptAt, ...rest } = JSON.parse(text) as Stored;
  return {
    ...rest,
    at: new Date(at),
    nextAttemptAt: nextAttemptAt === null ? null : new Date(nextAttemptAt),
  };
}

type Stored = Omit<DeliveryFailure, 'at' | 'nextAttemptAt'> & {
  readonly at: string;
  readonly nextAttemptAt: string | null;
};

export function dateOf(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}
