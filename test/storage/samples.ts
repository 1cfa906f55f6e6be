import { createHash } from 'node:crypto';
import { databaseAddress } from '../../src/config/database-address';
import { Secret } from '../../src/domain/privacy/secret';
import type { StoredEvent } from '../../src/domain/verification/event';
import type { Fact, Transition } from '../../src/domain/verification/transition';
import { transition } from '../../src/domain/verification/transition';
import type { PersonalData, Verification } from '../../src/domain/verification/verification';
import type { DatabaseAddress } from '../../src/storage/database-address';
import type { ServiceKey } from '../../src/storage/encryption/vault';
import type { StoreSettings } from '../../src/storage/open-store';
import type { Store } from '../../src/storage/store';
import type { Changed, Draft } from '../../src/storage/verifications/contract';
import { rules as assurance } from '../domain/assurance/evidence';
import { inventedAudit, inventedSchool, person, unremarkable } from '../graphql/invented';

/** Helpers for the tests of the store: drafts, facts, and times that count from one moment. */

export const pendingTtlMs = 86_400_000;

/** A moment, in milliseconds after the first one of a test. */
export function at(ms: number): Date {
  return new Date(Date.parse('2025-03-01T08:00:00.000Z') + ms);
}

/** A service key that is the same in every run. */
export function serviceKey(id: string): ServiceKey {
  return { id, key: Secret.of(createHash('sha256').update(`test key ${id}`).digest()) };
}

/** The address that DATABASE_URL names. */
export function addressOf(databaseUrl: string): DatabaseAddress {
  const address = databaseAddress(databaseUrl);
  if (address === null) throw new Error(`${databaseUrl} is no address of a database`);
  return address;
}

/** Settings of a store, with one key and AES unless the changes say otherwise. A fault in the background fails the test. */
export function settings(databaseUrl: string, changes: Partial<StoreSettings> = {}): StoreSettings {
  return {
    database: addressOf(databaseUrl),
    busUrl: null,
    encryptionKeys: [serviceKey('k1')],
    cipherSuite: 'aes',
    report: (error) => {
      throw error;
    },
    ...changes,
  };
}

export type DraftChanges = Partial<Verification> & Pick<Draft, 'callbackTokenHash' | 'idempotency'>;

/** Version 1 of a verification, as it is recorded before the provider is called. */
export function draft(id: string, { callbackTokenHash, idempotency, ...changes }: DraftChanges = {}): Draft {
  const createdAt = changes.createdAt ?? at(0);
  const verification: Verification = {
    id,
    version: 1,
    guid: 'account-1',
    provider: 'ONENET',
    method: 'ONENET_PAGE',
    status: 'PENDING',
    secondInspection: null,
    references: {},
    failure: null,
    personal: { subject: Secret.of(person) },
    ruling: null,
    inspection: null,
    createdAt,
    updatedAt: createdAt,
    expiresAt: new Date(createdAt.getTime() + pendingTtlMs),
    decidedAt: null,
    redactedAt: null,
    ...unremarkable,
    ...changes,
  };
  return {
    verification,
    event: {
      verificationId: id,
      guid: verification.guid,
      version: 1,
      status: verification.status,
      previousStatus: null,
      assuranceLevel: 'NONE',
      secondInspection: null,
      cause: 'REQUESTED',
      message: null,
      occurredAt: createdAt,
      recordedAt: createdAt,
    },
    ...(callbackTokenHash !== undefined && { callbackTokenHash }),
    ...(idempotency && { idempotency }),
  };
}

/** Every personal value there is. */
export const everythingPersonal: Required<PersonalData> = {
  subject: Secret.of({ ...person, certType: 'RESIDENT_ID_CARD' }),
  authUrl: Secret.of(`https://provider.example/page?phone=${person.mobileNo}`),
  school: Secret.of(inventedSchool),
  audit: Secret.of(inventedAudit),
  holder: Secret.of({ mobileNo: '199******34', guid: 'account-old', mergeable: true }),
  replay: Secret.of(JSON.stringify({ rnAuthPatternCode: 'IMPORT', data: { name: person.realName } })),
  memo: Secret.of({ name: person.realName, certNo: person.identityNo }),
  returnTo: Secret.of(`https://app.example/done?who=${encodeURIComponent(person.realName)}`),
  metadata: Secret.of({ order: 4711, for: person.realName }),
  staffReason: Secret.of(`The card of ${person.realName} was shown at the desk.`),
};

/** References that stay when a verification is redacted. */
const identifiers: ReadonlySet<string> = new Set(['busiSeq', 'transactionId', 'deviceId', 'bsn']);

/** The `decide` of a fact that happens at a moment. */
export function happens(fact: Fact, when: Date): (current: Verification) => Transition | null {
  return (current) => transition(current, fact, { now: when, pendingTtlMs, assurance, identifiers });
}

/** A push that approves, or whatever the outcome says, decided at its moment. */
export function pushed(
  when: Date,
  outcome: Extract<Fact, { kind: 'pushed' }>['outcome'] = { kind: 'approved' },
): Fact {
  return {
    kind: 'pushed',
    order: { time: when.getTime(), rank: 0, tie: '' },
    outcome: { ...outcome, occurredAt: when },
  };
}

export const rejection: Extract<Fact, { kind: 'pushed' }>['outcome'] = {
  kind: 'rejected',
  failure: {
    code: 'REVIEW_REJECTED',
    message: { words: 'Rejected by a reviewer.' },
    providerCode: '2',
    providerMessage: null,
    retryable: false,
  },
};

/** Something of no consequence that is recorded all the same. */
export const nothingNew: Fact = { kind: 'queried', outcome: { kind: 'undecided' } };

/** The change, which must have happened. */
export function changedOf(changed: Changed | null): Extract<Changed, { kind: 'changed' }> {
  if (changed?.kind !== 'changed') throw new Error(`expected a change, there was ${changed?.kind ?? 'none'}`);
  return changed;
}

export async function change(store: Store, id: string, fact: Fact, when: Date) {
  return changedOf(await store.verifications.change(id, happens(fact, when)));
}

/** The verification as the store has it. */
export async function read(store: Store, id: string): Promise<Verification> {
  const verification = (await store.verifications.find([id])).get(id);
  if (!verification) throw new Error(`there is no ${id}`);
  return verification;
}

export async function versionsOf(store: Store, id: string): Promise<number[]> {
  const history = (await store.events.histories([id])).get(id) ?? [];
  return history.map(({ version }) => version);
}

export async function sequencesOf(store: Store, guid: string): Promise<number[]> {
  const events: readonly StoredEvent[] = await store.events.ofAccountAfter(guid, 0, 1000);
  return events.map(({ sequence }) => sequence);
}

export function oneTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
