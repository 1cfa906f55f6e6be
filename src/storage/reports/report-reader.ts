import { type Kysely, sql } from 'kysely';
import type { Period } from '../../domain/reports/year';
import type { Tables } from '../schema';
import type { AccountConsent, ConsentCount, Reports, VerificationCount } from './contract';

const isWithdrawn = sql<number>`case when withdrawn_at is null then 0 else 1 end`;

/** Counts in the database. PostgreSQL returns counts as text. */
export class ReportReader implements Reports {
  constructor(private readonly db: Kysely<Tables>) {}

  people(methods?: readonly string[]): Promise<number> {
    const accounts = this.db
      .selectFrom('verification')
      .select((eb) => eb.fn.count<number>('guid').distinct().as('found'));
    return this.#number(methods ? accounts.where('method', 'in', methods) : accounts);
  }

  async peopleByMethod(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.db
      .selectFrom('verification')
      .select('method')
      .select((eb) => eb.fn.count<number>('guid').distinct().as('found'))
      .groupBy('method')
      .execute();
    return new Map(rows.map(({ method, found }) => [method, Number(found)]));
  }

  async verifications(): Promise<readonly VerificationCount[]> {
    const rows = await this.db
      .selectFrom('verification')
      .select(['method', 'status'])
      .select((eb) => eb.fn.countAll<number>().as('found'))
      .groupBy(['method', 'status'])
      .execute();
    return rows.map(({ found, ...row }) => ({ ...row, count: Number(found) }));
  }

  async consents(): Promise<readonly ConsentCount[]> {
    const rows = await this.db
      .selectFrom('consent')
      .select(['purpose', 'kind', isWithdrawn.as('withdrawn')])
      .select((eb) => eb.fn.countAll<number>().as('found'))
      .groupBy(['purpose', 'kind', isWithdrawn])
      .execute();
    return rows.map(({ purpose, kind, withdrawn, found }) => ({
      purpose,
      kind,
      isWithdrawn: Number(withdrawn) === 1,
      count: Number(found),
    }));
  }

  guardians(): Promise<number> {
    return this.#number(
      this.db
        .selectFrom('consent')
        .select((eb) => eb.fn.count<number>('given_by').distinct().as('found'))
        .where('kind', '=', 'GUARDIAN'),
    );
  }

  reveals(): Promise<number> {
    return this.#number(
      this.db
        .selectFrom('reveal')
        .select((eb) => eb.fn.countAll<number>().as('found'))
        .where('by_report', '=', 0),
    );
  }

  erasures(during?: Period): Promise<number> {
    let query = this.db
      .selectFrom('verification')
      .select((eb) => eb.fn.countAll<number>().as('found'))
      .where('redacted_at', 'is not', null);
    if (during) {
      query = query
        .where('redacted_at', '>=', during.from.getTime())
        .where('redacted_at', '<', during.until.getTime());
    }
    return this.#number(query);
  }

  async consentsOf(guids: readonly string[], before: Date): Promise<readonly AccountConsent[]> {
    const rows = await this.db
      .selectFrom('consent')
      .select(['guid', 'purpose', 'kind', 'given_by', isWithdrawn.as('withdrawn')])
      .where('guid', 'in', guids)
      .where('given_at', '<', before.getTime())
      .execute();
    return rows.map(({ guid, purpose, kind, given_by: givenBy, withdrawn }) => ({
      guid,
      purpose,
      kind,
      givenBy,
      isWithdrawn: Number(withdrawn) === 1,
    }));
  }

  revealsOf(guids: readonly string[], { from, until }: Period): Promise<number> {
    return this.#number(
      this.db
        .selectFrom('reveal')
        .innerJoin('verification', 'verification.id', 'reveal.verification_id')
        .select((eb) => eb.fn.countAll<number>().as('found'))
        .where('verification.guid', 'in', guids)
        .where('reveal.by_report', '=', 0)
        .where('reveal.at', '>=', from.getTime())
        .where('reveal.at', '<', until.getTime()),
    );
  }

  async #number(query: { executeTakeFirstOrThrow(): Promise<{ found: number }> }): Promise<number> {
    return Number((await query.executeTakeFirstOrThrow()).found);
  }
}
