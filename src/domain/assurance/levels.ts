/** How sure we may be that the person behind an account is who the account says; in rising order. */
export const assuranceLevels = ['NONE', 'CONTACT', 'LOW', 'SUBSTANTIAL', 'HIGH'] as const;
export type AssuranceLevel = (typeof assuranceLevels)[number];

export function isAtLeast(level: AssuranceLevel, least: AssuranceLevel): boolean {
  return assuranceLevels.indexOf(level) >= assuranceLevels.indexOf(least);
}
