import { z } from 'zod';

/** A setting's text. An empty variable counts as absent: that is how compose files and CI leave settings out. */
export const text = z.string().trim().min(1).optional();

export const url = text.refine(
  (value) => value === undefined || isHttpUrl(value),
  'must be an http or https URL',
);

export function isHttpUrl(value: string): boolean {
  const parsed = URL.parse(value);
  return parsed !== null && (parsed.protocol === 'http:' || parsed.protocol === 'https:');
}
