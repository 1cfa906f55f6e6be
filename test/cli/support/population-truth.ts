import { type Made, type Person, type Population, year } from './population';

/** The figures of each report by the population's ledger: written apart from the code that is tested. */
export type Truth = ReadonlyMap<string, number>;

type Columns = Partial<Record<'band' | 'purpose' | 'method' | 'kind' | 'status', string>>;

/** The key of a row; used for the rows of reports as well. */
export function keyOf(figure: string, { band, purpose, method, kind, status }: Columns = {}): string {
  return JSON.stringify([
    figure,
    band ?? null,
    purpose ?? null,
    method ?? null,
    kind ?? null,
    status ?? null,
  ]);
}

class Ledger {
  readonly counts = new Map<string, number>();

  add(figure: string, columns: Columns = {}, count = 1): void {
    const key = keyOf(figure, columns);
    this.counts.set(key, (this.counts.get(key) ?? 0) + count);
  }
}

const yearOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).getUTCFullYear();
const statusOf = ({ withdrawnAt }: { readonly withdrawnAt: Date | null }) =>
  withdrawnAt === null ? 'LIVE' : 'WITHDRAWN';
const ownOf = ({ verifications }: Person): readonly Made[] =>
  verifications.filter(({ verification }) => verification.guid !== null);

export function minorsTruth({ people }: Population, retentionDays: number): Truth {
  const ledger = new Ledger();
  const guardians = new Set<string>();
  for (const person of people) {
    for (const { verification } of person.verifications) {
      if (verification.redactedAt && yearOf(verification.redactedAt) === year) ledger.add('erasures');
    }
    const made = ownOf(person).filter(({ verification }) => yearOf(verification.createdAt) === year);
    if (!made.some(({ tellsAge }) => tellsAge)) continue;
    const age = year - person.birthYear;
    if (age >= 18) continue;
    const band = age < 14 ? 'UNDER_14' : 'FROM_14_TO_17';
    ledger.add('people', { band });
    const ways = made.map(({ verification: { purpose, method } }) =>
      JSON.stringify({ band, purpose: purpose ?? 'default', method }),
    );
    for (const way of new Set(ways)) ledger.add('people', JSON.parse(way) as Columns);
    for (const consent of person.consents) {
      if (yearOf(consent.givenAt) > year) continue;
      const { purpose, kind } = consent;
      ledger.add('consents', { band, purpose, kind, status: statusOf(consent) });
      if (kind === 'GUARDIAN' && consent.givenBy !== null) guardians.add(consent.givenBy);
    }
    for (const { reveals } of ownOf(person)) {
      ledger.add('reveals', {}, reveals.filter((at) => yearOf(at) === year).length);
    }
  }
  ledger.add('guardians', {}, guardians.size);
  ledger.add('retentionDays', {}, retentionDays);
  return ledger.counts;
}

const faces = ['ONENET_PAGE', 'LINKID_PAGE', 'LINKID_PHOTO', 'WECHAT_FACE', 'UNIONPAY_FACE'];

export function facesTruth({ people }: Population): Truth {
  const ledger = new Ledger();
  for (const person of people) {
    const methods = new Set(ownOf(person).map(({ verification }) => verification.method));
    const used = faces.filter((method) => methods.has(method));
    if (used.length > 0) ledger.add('people');
    for (const method of used) ledger.add('people', { method });
  }
  ledger.add('distance', {}, 100_000 - (ledger.counts.get(keyOf('people')) ?? 0));
  return ledger.counts;
}

export function auditTruth({ people }: Population, retentionDays: number): Truth {
  const ledger = new Ledger();
  const guardians = new Set<string>();
  for (const person of people) {
    if (ownOf(person).length > 0) ledger.add('people');
    for (const { verification, reveals } of person.verifications) {
      const { method, status, redactedAt } = verification;
      ledger.add('verifications', { method, status });
      ledger.add('reveals', {}, reveals.length);
      if (redactedAt) ledger.add('erasures');
    }
    for (const consent of person.consents) {
      const { purpose, kind, givenBy } = consent;
      ledger.add('consents', { purpose, kind, status: statusOf(consent) });
      if (kind === 'GUARDIAN' && givenBy !== null) guardians.add(givenBy);
    }
  }
  ledger.add('guardians', {}, guardians.size);
  ledger.add('retentionDays', {}, retentionDays);
  return ledger.counts;
}
