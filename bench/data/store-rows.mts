import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import type { StoredEvent } from '../../src/domain/verification/event.ts';
import type { Verification } from '../../src/domain/verification/verification.ts';
import type { StoreSettings } from '../../src/storage/open-store.ts';
import { compiled } from '../servers/compiled.mts';
import { type AwaitedFacts, awaitedFactsOf, type Facts, factsOf, overdueFactsOf } from './facts.mts';
import type { SeedSize } from './seed-store.mts';

const { databaseAddress } = compiled<typeof import('../../src/config/database-address.ts')>(
  'config/database-address.js',
);
const { Secret } = compiled<typeof import('../../src/domain/privacy/secret.ts')>('domain/privacy/secret.js');
const { seal } = compiled<typeof import('../../src/storage/encryption/cipher-suite.ts')>(
  'storage/encryption/cipher-suite.js',
);
const { Vault } = compiled<typeof import('../../src/storage/encryption/vault.ts')>(
  'storage/encryption/vault.js',
);
const { toEventRow } = compiled<typeof import('../../src/storage/events/event-rows.ts')>(
  'storage/events/event-rows.js',
);
const { toColumns, toSealedColumns } = compiled<typeof import('../../src/storage/verifications/rows.ts')>(
  'storage/verifications/rows.js',
);

export type Row = Readonly<Record<string, unknown>>;

/** Everything that the service's store keeps of one verification, sealed by the service's own code. */
export interface StoredRows {
  readonly dataKey: Row;
  readonly account: Row;
  readonly verification: Row;
  readonly events: readonly object[];
  /** The use of its identity number, as the approval counts it; null if it is not approved. */
  readonly identityUse: Row | null;
}

/** The key of every store of the bench. */
const serviceKey = { id: 'bench', key: Buffer.alloc(32, 7) };
export const encryptionKeys = `${serviceKey.id}:${serviceKey.key.toString('base64')}`;

const storeKeys = [{ id: serviceKey.id, key: Secret.of(serviceKey.key) }];
const vault = new Vault(storeKeys, 'aes');

/** The options with which the bench opens a store of the service to fill it. */
export function storeSettings(databaseUrl: string): StoreSettings {
  const database = databaseAddress(databaseUrl);
  if (database === null) throw new Error(`${databaseUrl} is no address of a database`);
  return {
    database,
    busUrl: null,
    encryptionKeys: storeKeys,
    cipherSuite: vault.suite,
    report: (error) => {
      throw error;
    },
  };
}

/** Fingerprints tokens with the secret that the store created for itself. */
export type FingerprintOf = (text: string) => string;

/** `finished` verifications with all their personal data, and before them those that wait for pushes or are overdue. */
export function* storedRows(
  { finished, awaited, overdue = 0 }: SeedSize,
  fingerprint: FingerprintOf,
): Generator<StoredRows> {
  const waiting = (facts: AwaitedFacts) =>
    rowsOf(awaitedVerification(facts), 'AWAITING_USER', fingerprint(`door:${facts.callbackToken}`));
  for (let n = 0; n < overdue; n += 1) yield waiting(overdueFactsOf(n));
  for (let n = 0; n < awaited; n += 1) yield waiting(awaitedFactsOf(n));
  for (let n = 0; n < finished; n += 1) {
    const facts = factsOf(n);
    const rows = rowsOf(finishedVerification(facts), 'APPROVED', null);
    yield { ...rows, identityUse: identityUseOf(facts, fingerprint) };
  }
}

/** Without it the service would take a finished one for an approval of 1.0.0, and count it when it starts. */
function identityUseOf({ id, guid, subject, decidedAt }: Facts, fingerprint: FingerprintOf): Row {
  const identity = JSON.stringify(['LIVE', subject.certType, subject.identityNo]);
  return {
    verification_id: id,
    identity_hash: fingerprint(`identity:${identity}`),
    account_hash: fingerprint(`identity-account:${guid}`),
    noted_at: decidedAt,
    forget_at: null,
  };
}

function rowsOf(verification: Verification, status: Verification['status'], door: string | null): StoredRows {
  const { guid } = verification;
  const dataKey = { id: randomUUID(), bytes: randomBytes(32) };
  const key = createSecretKey(dataKey.bytes);
  const sealed = toSealedColumns(verification, null, (plaintext, context) =>
    seal(vault.suite, key, plaintext, context),
  );
  return {
    dataKey: { id: dataKey.id, wrapped: vault.wrap(dataKey.bytes, `data_key:${dataKey.id}`) },
    account: { guid, last_sequence: 2, data_key_id: dataKey.id },
    verification: {
      ...toColumns(verification),
      ...sealed,
      replay_at: null,
      // Otherwise the service would count the identity numbers of the whole seed while it is measured.
      identity_noted: 1,
      data_key_id: dataKey.id,
      door_token_hash: door,
    },
    events: [
      toEventRow(eventOf(verification, 1, 'PENDING', 'REQUESTED'), null),
      toEventRow(eventOf(verification, 2, status, 'PROVIDER_RESPONSE'), null),
    ],
    identityUse: null,
  };
}

function finishedVerification(facts: Facts): Verification {
  const decidedAt = new Date(facts.decidedAt);
  return {
    ...neitherHere,
    id: facts.id,
    guid: facts.guid,
    provider: 'UCENTER',
    method: 'IMPORT',
    status: 'APPROVED',
    references: { rnAuthTicket: facts.rnAuthTicket },
    personal: { subject: Secret.of(facts.subject), school: Secret.of(facts.school) },
    createdAt: new Date(facts.createdAt),
    updatedAt: decidedAt,
    expiresAt: null,
    decidedAt,
  };
}

function awaitedVerification(facts: AwaitedFacts): Verification {
  return {
    ...neitherHere,
    id: facts.id,
    guid: facts.guid,
    provider: 'ONENET',
    method: 'ONENET_PAGE',
    status: 'AWAITING_USER',
    references: { busiSeq: facts.busiSeq },
    personal: {
      subject: Secret.of({ mobileNo: facts.mobileNo }),
      authUrl: Secret.of(`https://onenet.example/page?busi=${facts.busiSeq}`),
    },
    createdAt: new Date(facts.createdAt),
    updatedAt: new Date(facts.createdAt),
    expiresAt: new Date(facts.expiresAt),
    decidedAt: null,
  };
}

/** The fields that both kinds share. */
const neitherHere = {
  version: 2,
  secondInspection: null,
  failure: null,
  ruling: null,
  inspection: null,
  redactedAt: null,
  environment: 'LIVE',
  clientReference: null,
  purpose: null,
  verdictBy: 'PROVIDER',
  staffDecision: null,
  movedAt: null,
  certificateEndsAt: null,
  caseId: null,
} as const;

function eventOf(
  { id, guid, createdAt, updatedAt }: Verification,
  version: 1 | 2,
  status: Verification['status'],
  cause: StoredEvent['cause'],
): StoredEvent {
  const at = version === 1 ? createdAt : updatedAt;
  return {
    verificationId: id,
    guid,
    version,
    sequence: version,
    status,
    previousStatus: version === 1 ? null : 'PENDING',
    assuranceLevel: status === 'APPROVED' ? 'LOW' : 'NONE',
    secondInspection: null,
    cause,
    message: null,
    occurredAt: at,
    recordedAt: at,
  };
}
