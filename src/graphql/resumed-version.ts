import { ServiceError } from '../service/errors';

/** The argument sinceVersion. */
export function versionArgument(value: unknown): number | null {
  if (typeof value !== 'number') return null;
  if (value < 0) throw new ServiceError('BAD_USER_INPUT', 'sinceVersion must not be negative.');
  return value;
}

export function resumedVersion(id: string): number {
  return resumed(id, versionIn);
}

/** A browser that reconnects sends its first arguments again, so the last event that it saw (Last-Event-ID) counts. */
export function resumed(id: string, read: (id: string) => number | null): number {
  const place = read(id);
  if (place === null)
    throw new ServiceError(
      'BAD_USER_INPUT',
      'Last-Event-ID must be the id of an event of this subscription.',
    );
  return place;
}

function versionIn(id: string): number | null {
  return /^\d{1,9}$/.test(id) ? Number(id) : null;
}
