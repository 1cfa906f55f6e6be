import { createHash } from 'node:crypto';
import { Secret } from '../../src/domain/secret';
import type { Fact, Transition } from '../../src/domain/transition';
import { transition } from '../../src/domain/transition';
import type { PersonalData, StoredEvent, Verification } from '../../src/domain/verification';
import type { StoreSettings } from '../../src/storage/open-store';
import type { Changed, Draft, Store } from '../../src/storage/store';
import type { ServiceKey } from '../../src/storage/vault';
import { inventedAudit, inventedSchool, person } from '../graphql/invented';

/** What tests of the store share: drafts, facts, and times that count from one moment. */

export const pendingTtlMs = 86_400_000;

/** A moment, in milliseconds after the first one of a test. */
export function at(ms: number): Date {
  return new Date(Date.parse('2025-03-01T08:00:00.000Z') + ms);
}

/** A service key that is the same in every run. */
export function serviceKey(id: string): ServiceKey {
  return { id, key: Secret.of(createHash('sha256').update(`test key ${id}`).digest()) };
}

/** Settings of a store, with one key and AES unless the changes say otherwise. A fault in the background fails the test. */
export function settings(databaseUrl: string, changes: Partial<StoreSettings> = {}): StoreSettings {
  return {
    databaseUrl,
    busUrl: null,
    encryptionKeys: [serviceKey('k1')],
    cipherSuite: 'aes',
    report: (error) => {
      throw error;
    },
    ...changes,
  };
}

export type DraftChanges = Partial<Verification> & Pick<Draft, 'doorTokenHash' | 'idempotency'>;

/** Version 1 of a verification, as it is recorded before the provider is called. */
export function draft(id: string, { doorTokenHash, idempotency, ...changes }: DraftChanges = {}): Draft {
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
    ...changes,
  };
  return {
    verification,
    event: {
      verificationId: id,
      guid: verification.guid,
      version: 1,
      status: verification.status,
      secondInspection: null,
      cause: 'REQUESTED',
      message: null,
      occurredAt: createdAt,
      recordedAt: createdAt,
    },
    ...(doorTokenHash !== undefined && { doorTokenHash }),
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
};

/** The `decide` of a fact that happens at a moment. */
export function happens(fact: Fact, when: Date): (current: Verification) => Transition | null {
  return (current) => transition(current, fact, { now: when, pendingTtlMs });
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
    message: 'Rejected by a reviewer.',
    providerCode: '2',
    providerMessage: null,
    retryable: false,
  },
};

/** Something of no consequence that is recorded all the same. */
export const nothingNew: Fact = { kind: 'queried', outcome: { kind: 'undecided' } };

/** What changed, where something must. */
export function changedOf(changed: Changed | null): Extract<Changed, { kind: 'changed' }> {
  if (changed?.kind !== 'changed') throw new Error(`expected a change, there was ${changed?.kind ?? 'none'}`);
  return changed;
}

export async function change(store: Store, id: string, fact: Fact, when: Date) {
  return changedOf(await store.change(id, happens(fact, when)));
}

/** The verification as the store has it. */
export async function read(store: Store, id: string): Promise<Verification> {
  const verification = (await store.find([id])).get(id);
  if (!verification) throw new Error(`there is no ${id}`);
  return verification;
}

export async function versionsOf(store: Store, id: string): Promise<number[]> {
  const history = (await store.histories([id])).get(id) ?? [];
  return history.map(({ version }) => version);
}

export async function sequencesOf(store: Store, guid: string): Promise<number[]> {
  const events: readonly StoredEvent[] = await store.accountEventsAfter(guid, 0, 1000);
  return events.map(({ sequence }) => sequence);
}

export function oneTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
