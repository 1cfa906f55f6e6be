import type { Kysely } from 'kysely';
import type { Consent } from '../../domain/consent/consent';
import { isStorable } from '../../domain/input/storable-text';
import type { Dialect } from '../dialect';
import type { IdempotencyUse } from '../idempotency/contract';
import type { IdempotencyKeys } from '../idempotency/idempotency-keys';
import type { Tables } from '../schema';
import { prepareRead } from '../statement';
import type { ConsentPage, ConsentQuery, ConsentReads, FirstConsentUse } from './contract';
import { consentColumns, toConsent } from './rows';

export function selectConsents(db: Kysely<Tables>) {
  return db.selectFrom('consent').select(consentColumns);
}

export class ConsentReader implements ConsentReads {
  readonly #live;

  constructor(
    private readonly db: Kysely<Tables>,
    private readonly idempotency: IdempotencyKeys,
    dialect: Dialect,
  ) {
    this.#live = prepareRead(db, dialect, ({ guid, purpose }: { guid: string; purpose: string }) =>
      selectConsents(db)
        .where('guid', '=', guid)
        .where('purpose', '=', purpose)
        .where('withdrawn_at', 'is', null)
        .where('redacted_at', 'is', null)
        .orderBy('given_at')
        .orderBy('id'),
    );
  }

  async find(id: string): Promise<Consent | null> {
    if (!isStorable(id)) return null;
    const row = await selectConsents(this.db).where('id', '=', id).executeTakeFirst();
    return row ? toConsent(row) : null;
  }

  async live(guid: string, purpose: string): Promise<readonly Consent[]> {
    if (!isStorable(guid)) return [];
    return (await this.#live({ guid, purpose })).map(toConsent);
  }

  async page({ guid, givenBy, limit, after }: ConsentQuery): Promise<ConsentPage> {
    if (!isStorable(guid) || !isStorable(givenBy ?? '')) return { items: [], hasMore: false };
    let query = selectConsents(this.db).where('guid', '=', guid);
    if (givenBy !== undefined) query = query.where('given_by', '=', givenBy);
    if (after) {
      const at = after.at.getTime();
      query = query.where((eb) =>
        eb.or([eb('given_at', '<', at), eb.and([eb('given_at', '=', at), eb('id', '<', after.id)])]),
      );
    }
    const rows = await query
      .orderBy('given_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    return { items: rows.slice(0, limit).map(toConsent), hasMore: rows.length > limit };
  }

  async ofAccount(guid: string): Promise<readonly Consent[]> {
    if (!isStorable(guid)) return [];
    const rows = await selectConsents(this.db)
      .where('guid', '=', guid)
      .orderBy('given_at')
      .orderBy('id')
      .execute();
    return rows.map(toConsent);
  }

  async givenForOthers(guid: string): Promise<readonly Consent[]> {
    if (!isStorable(guid)) return [];
    const rows = await selectConsents(this.db)
      .where('given_by', '=', guid)
      .where('guid', '<>', guid)
      .orderBy('given_at')
      .orderBy('id')
      .execute();
    return rows.map(toConsent);
  }

  async firstUse(use: IdempotencyUse, db: Kysely<Tables> = this.db): Promise<FirstConsentUse | null> {
    const holder = await this.idempotency.holderOf(db, use);
    if (!holder) return null;
    if (holder === 'keyReused') return { kind: 'keyReused' };
    const row = await selectConsents(db).where('id', '=', holder.id).executeTakeFirst();
    if (!row) throw new Error(`The consent ${holder.id} of an idempotency key is missing.`);
    return { kind: 'consentRepeated', consent: toConsent(row) };
  }

  async withCasesDue(limit: number): Promise<readonly Consent[]> {
    const rows = await selectConsents(this.db)
      .where('cases_due', 'is not', null)
      .orderBy('cases_due')
      .limit(limit)
      .execute();
    return rows.map(toConsent);
  }
}
