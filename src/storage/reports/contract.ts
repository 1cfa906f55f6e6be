import type { Period } from '../../domain/reports/year';

/** The counts of reports over all accounts. None of them opens personal data. */
export interface Reports {
  /** Accounts that have a verification by one of these methods; by any method if none are given. */
  people(methods?: readonly string[]): Promise<number>;
  /** Accounts that have a verification by a method, by the method. */
  peopleByMethod(): Promise<ReadonlyMap<string, number>>;
  verifications(): Promise<readonly VerificationCount[]>;
  consents(): Promise<readonly ConsentCount[]>;
  /** Accounts that gave a guardian's consent. */
  guardians(): Promise<number>;
  /** Reveals, without those of reports. */
  reveals(): Promise<number>;
  /** Verifications whose personal data was destroyed, at any time or in a period. */
  erasures(during?: Period): Promise<number>;
  /** The consents of accounts that were given before a moment. */
  consentsOf(guids: readonly string[], before: Date): Promise<readonly AccountConsent[]>;
  /** Reveals of accounts' verifications in a period, without those of reports. */
  revealsOf(guids: readonly string[], during: Period): Promise<number>;
}

export interface VerificationCount {
  readonly method: string;
  readonly status: string;
  readonly count: number;
}

export interface ConsentCount {
  readonly purpose: string;
  readonly kind: string;
  readonly isWithdrawn: boolean;
  readonly count: number;
}

export interface AccountConsent extends Omit<ConsentCount, 'count'> {
  readonly guid: string;
  /** Null after redaction. */
  readonly givenBy: string | null;
}
