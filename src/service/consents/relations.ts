import type { ShownRelation } from '../../domain/consent/judge';
import { relativesShownBy } from '../../domain/consent/relation';
import type { ServiceTools } from '../tools';

/** The account of each verification, and the relatives that it shows now; an unknown id is missing. */
export async function relationsOf(
  { store, settings }: ServiceTools,
  verificationIds: readonly string[],
): Promise<ReadonlyMap<string, ShownRelation>> {
  if (verificationIds.length === 0) return new Map();
  const found = await store.verifications.find([...new Set(verificationIds)]);
  const { countsSandbox } = settings.assurance;
  return new Map(
    [...found].map(([id, one]) => [id, { guid: one.guid, relatives: relativesShownBy(one, countsSandbox) }]),
  );
}
