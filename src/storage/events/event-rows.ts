import type { StoredEvent } from '../../domain/verification/event';
import { toMessage, toMessageColumns } from '../message-columns';
import type { EventRow } from '../schema';

/** The columns that define an event. */
export const eventColumns = [
  'verification_id',
  'guid',
  'version',
  'sequence',
  'status',
  'previous_status',
  'assurance_level',
  'second_inspection',
  'cause',
  'message',
  'said',
  'occurred_at',
  'recorded_at',
] as const satisfies readonly (keyof EventRow)[];

export function toEvent(row: Pick<EventRow, (typeof eventColumns)[number]>): StoredEvent {
  return {
    verificationId: row.verification_id,
    guid: row.guid,
    version: row.version,
    sequence: row.sequence,
    status: row.status as StoredEvent['status'],
    previousStatus: row.previous_status as StoredEvent['previousStatus'],
    assuranceLevel: row.assurance_level as StoredEvent['assuranceLevel'],
    secondInspection: row.second_inspection as StoredEvent['secondInspection'],
    cause: row.cause as StoredEvent['cause'],
    message: toMessage(row),
    occurredAt: new Date(row.occurred_at),
    recordedAt: new Date(row.recorded_at),
  };
}

export function toEventRow(event: StoredEvent, factKey: string | null): EventRow {
  return {
    verification_id: event.verificationId,
    version: event.version,
    guid: event.guid,
    sequence: event.sequence,
    status: event.status,
    previous_status: event.previousStatus,
    assurance_level: event.assuranceLevel,
    second_inspection: event.secondInspection,
    cause: event.cause,
    ...toMessageColumns(event.message),
    occurred_at: event.occurredAt.getTime(),
    recorded_at: event.recordedAt.getTime(),
    fact_key: factKey,
  };
}
