import type { Verification } from '../../domain/verification/verification';
import { authenticated, type Caller, maySee } from '../access/caller';
import type { ServiceTools } from '../tools';
import { isMergeable } from './mergeable';

/** The request that met 409 is kept so long, and no merge is possible without it. */
const replayTtlMs = 3_600_000;

/** The consequences of a merge, before anything is sent. */
export interface MergePreview {
  readonly mobileNo: string | null;
  readonly guid: string;
  /** Verifications of the other account that are known here. */
  readonly verifications: number;
  readonly expiresAt: Date;
  /** The same for the same preview, and of no use to guess the rest by. */
  readonly digest: string;
}

/** Null if the verification cannot be merged, is unknown, or is not the caller's to see. */
export async function readMergePreview(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
): Promise<MergePreview | null> {
  const caller = authenticated(anyone, tools.now());
  const verification = (await tools.store.verifications.find([id])).get(id);
  return verification && maySee(caller, verification) ? mergePreviewOf(tools, verification) : null;
}

export async function mergePreviewOf(
  { store }: ServiceTools,
  verification: Verification,
): Promise<MergePreview | null> {
  const { mobileNo = null, guid = null } = verification.personal.holder?.reveal() ?? {};
  if (!isMergeable(verification) || guid === null) return null;
  const [verifications, histories] = await Promise.all([
    store.verifications.count(guid),
    store.events.histories([verification.id]),
  ]);
  // A refused merge leads back to CONFLICT, but the kept request is still that of the first one.
  const met = histories.get(verification.id)?.find(({ status }) => status === 'CONFLICT');
  const expiresAt = new Date((met?.recordedAt ?? verification.updatedAt).getTime() + replayTtlMs);
  const shown = { mobileNo, guid, verifications, expiresAt };
  const digest = store.encryption.fingerprint(`merge-preview:${JSON.stringify([verification.id, shown])}`);
  return { ...shown, digest };
}
