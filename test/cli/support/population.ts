import { createHash } from 'node:crypto';
import { defaultPolicy } from '../../../src/domain/assurance/policy';
import type { Consent } from '../../../src/domain/consent/consent';
import { identityNoCheckDigit } from '../../../src/domain/input/certificate-number';
import { Secret } from '../../../src/domain/privacy/secret';
import type { Verification } from '../../../src/domain/verification/verification';
import type { Store } from '../../../src/storage/store';
import { seeded } from '../../domain/routing/question';
import { inventedAudit } from '../../graphql/invented';
import { draft } from '../../storage/samples';

/** An invented population with everything that a report counts, and its own ledger of it. */
export interface Population {
  readonly people: readonly Person[];
  /** Every name, number, phone and account of it. */
  readonly personal: ReadonlySet<string>;
}

export interface Person {
  readonly guid: string;
  readonly birthYear: number;
  readonly verifications: readonly Made[];
  readonly consents: readonly Consent[];
}

export interface Made {
  readonly verification: Verification;
  /** Whether a year of birth can be read from it. */
  readonly tellsAge: boolean;
  readonly reveals: readonly Date[];
}

export const year = 2025;
/** New Year in China, and the moments right before it, in the years around. */
const edges = [year - 1, year, year + 1, year + 2].flatMap((one) => {
  const start = Date.UTC(one - 1, 11, 31, 16);
  return [start - 1, start];
});
const methods = Object.keys(defaultPolicy.methods);
const statuses = ['PENDING', 'APPROVED', 'REJECTED', 'FAILED', 'EXPIRED', 'CANCELED'] as const;
const purposes = [null, 'default', 'payout', 'exam, "oral"'];
const digest = createHash('sha256').update('an invented notice').digest('hex');

export function inventPopulation(size: number, seed: number): Population {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const time = () => new Date(random() < 0.3 ? pick(edges) : Date.UTC(year - 1, 5) + below(730) * 86_400_000);
  const personal = new Set<string>();
  const people = Array.from({ length: size }, (_, place): Person => {
    const guid = `account-${seed}-${place}`;
    const birthYear = random() < 0.6 ? year - 11 - below(9) : 1950 + below(60);
    const birthday = `${birthYear}${pick(['0101', '1231', '0229'.replace('29', birthYear % 4 === 0 ? '29' : '28')])}`;
    const identityNo = numberOf(birthday, place);
    const realName = `试${String.fromCodePoint(0x4e00 + (place % 5000))}${String.fromCodePoint(0x4e00 + (place % 4999))}`;
    const mobileNo = `199${String(10_000_000 + place)}`;
    for (const text of [identityNo, realName, mobileNo, guid]) personal.add(text);
    const verifications = Array.from({ length: below(4) }, (_unused, nth): Made => {
      const redactedAt = random() < 0.1 ? time() : null;
      const createdAt = time();
      const knows = pick(['number', 'number', 'number', 'old number', 'birthday', 'phone']);
      const form = {
        number: identityNo,
        'old number': birthYear < 2000 ? `${identityNo.slice(0, 6)}${identityNo.slice(8, 17)}` : identityNo,
        birthday: undefined,
        phone: undefined,
      }[knows];
      personal.add(form ?? realName);
      const verification: Verification = {
        ...draft(`${guid}-${nth}`).verification,
        guid: random() < 0.02 ? null : guid,
        method: pick(methods),
        purpose: pick(purposes),
        status: pick(statuses),
        createdAt,
        updatedAt: createdAt,
        expiresAt: null,
        redactedAt,
        personal:
          redactedAt !== null
            ? {}
            : {
                subject: Secret.of({ mobileNo, ...(form && { realName, identityNo: form }) }),
                ...(knows === 'birthday' && {
                  audit: Secret.of({
                    ...inventedAudit,
                    custCertNo: null,
                    birthday: Date.parse(`${birthYear}-07-01T00:00:00+08:00`),
                  }),
                }),
              },
      };
      return {
        verification,
        tellsAge: redactedAt === null && knows !== 'phone',
        reveals: Array.from({ length: below(3) }, time),
      };
    });
    const consents = Array.from({ length: below(3) }, (_unused, nth): Consent => {
      const kind = pick(['GENERAL', 'SEPARATE', 'GUARDIAN'] as const);
      const isRedacted = random() < 0.1;
      const givenAt = time();
      return {
        id: `${guid}-consent-${nth}`,
        guid,
        purpose: pick(['default', 'payout']),
        kind,
        noticeVersion: isRedacted ? null : '1',
        noticeDigest: digest,
        givenBy: isRedacted ? null : kind === 'GUARDIAN' ? `guardian-${below(size / 4 + 1)}` : guid,
        relationProof: kind === 'GUARDIAN' && !isRedacted ? `proof-${place}` : null,
        givenAt,
        withdrawnAt: random() < 0.3 ? new Date(givenAt.getTime() + 1000) : null,
        redactedAt: isRedacted ? givenAt : null,
      };
    });
    return { guid, birthYear, verifications, consents };
  });
  return { people, personal };
}

/** An invented number with a right check digit. */
function numberOf(birthday: string, place: number): string {
  const first17 = `330102${birthday}${String(place % 1000).padStart(3, '0')}`;
  return first17 + identityNoCheckDigit(first17);
}

/** Stores a population, many rows at once. */
export async function storePopulation(store: Store, { people }: Population): Promise<void> {
  const atOnce = 100;
  for (let start = 0; start < people.length; start += atOnce) {
    await Promise.all(people.slice(start, start + atOnce).map((person) => storePerson(store, person)));
  }
}

async function storePerson(store: Store, { verifications, consents }: Person): Promise<void> {
  for (const { verification, reveals } of verifications) {
    const { id } = verification;
    await store.verifications.create(draft(id, verification));
    for (const at of reveals) {
      const act = {
        id: `${id}-${at.getTime()}-${Math.random()}`,
        kind: 'REVEAL',
        at,
        by: { kind: 'commandLine', systemUser: 'chen', givenName: null },
        verificationId: id,
        account: null,
        approvedBy: null,
      } as const;
      await store.reveals.record(
        { verificationId: id, caller: 'staff', purpose: 'a complaint', at },
        { act },
      );
    }
  }
  for (const consent of consents) await store.consents.record({ consent });
}
