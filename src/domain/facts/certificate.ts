import type { KnownPerson } from './known-person';

/** False if the certificate has ended or has not begun; null if the provider gave neither its beginning nor its end. */
export function certificateValid(
  { certificate }: Pick<KnownPerson, 'certificate'>,
  now: Date,
): boolean | null {
  if (!certificate || (certificate.from === null && certificate.until === null)) return null;
  const time = now.getTime();
  return (certificate.from ?? time) <= time && (certificate.until === null || time < certificate.until);
}
