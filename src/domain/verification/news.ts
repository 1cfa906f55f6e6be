import { type PersonalData, personalFields, type Verification } from './verification';

/** Whether a verification says anything else than before, apart from its version and the time of its change. */
export function isNews(before: Verification, after: Verification): boolean {
  return (
    before.status !== after.status ||
    before.secondInspection !== after.secondInspection ||
    before.verdictBy !== after.verdictBy ||
    before.decidedAt?.getTime() !== after.decidedAt?.getTime() ||
    JSON.stringify(before.failure) !== JSON.stringify(after.failure) ||
    JSON.stringify(sorted(before.references)) !== JSON.stringify(sorted(after.references)) ||
    personalFields.some((field) => differs(before.personal, after.personal, field))
  );
}

function differs(before: PersonalData, after: PersonalData, field: (typeof personalFields)[number]): boolean {
  const [old, fresh] = [before[field], after[field]];
  if (old === fresh) return false;
  return JSON.stringify(old?.reveal()) !== JSON.stringify(fresh?.reveal());
}

function sorted(references: Verification['references']): readonly (readonly [string, string])[] {
  return Object.entries(references).sort(([a], [b]) => (a < b ? -1 : 1));
}
