import type { Kysely } from 'kysely';
import type { Tables } from './schema';
import type { Reveal } from './store';

export async function recordReveal(db: Kysely<Tables>, reveal: Reveal): Promise<void> {
  const { verificationId, caller, purpose, at } = reveal;
  await db
    .insertInto('reveal')
    .values({ verification_id: verificationId, caller, purpose, at: at.getTime() })
    .execute();
}

export async function readReveals(
  db: Kysely<Tables>,
  verificationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Reveal[]>> {
  const reveals = new Map<string, Reveal[]>(verificationIds.map((id) => [id, []]));
  if (verificationIds.length === 0) return reveals;
  const rows = await db
    .selectFrom('reveal')
    .selectAll()
    .where('verification_id', 'in', verificationIds)
    .orderBy('at')
    .execute();
  for (const { verification_id: verificationId, caller, purpose, at } of rows) {
    reveals.get(verificationId)?.push({ verificationId, caller, purpose, at: new Date(at) });
  }
  return reveals;
}
