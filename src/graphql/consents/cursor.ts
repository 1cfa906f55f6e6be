import type { Consent } from '../../domain/consent/consent';
import type { ConsentPlace } from '../../storage/consents/contract';

/** The place of a consent in the list of its account: opaque. */
export function encodeConsentCursor({ givenAt, id }: Pick<Consent, 'givenAt' | 'id'>): string {
  return Buffer.from(`c1:${givenAt.getTime()}:${id}`, 'utf8').toString('base64url');
}

/** Null for anything that encodeConsentCursor did not write. */
export function decodeConsentCursor(text: string): ConsentPlace | null {
  const written = Buffer.from(text, 'base64url').toString('utf8');
  const [, milliseconds, id] = /^c1:(\d{1,16}):([0-9a-f-]{36})$/.exec(written) ?? [];
  if (milliseconds === undefined || id === undefined) return null;
  const place = { at: new Date(Number(milliseconds)), id };
  return encodeConsentCursor({ givenAt: place.at, id }) === text ? place : null;
}
