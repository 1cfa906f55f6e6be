import type { Kysely, Transaction } from 'kysely';
import type { StoredEvent, VerificationEvent } from '../../domain/verification/event';
import type { OpenDatabase } from '../dialect';
import { toEventRow } from '../events/event-rows';
import type { EventRow, Tables, VerificationRow } from '../schema';
import { prepare, prepareColumns } from '../statement';

/** Changed columns of a verification. */
type Changes = Partial<VerificationRow>;
type Unnumbered = Omit<EventRow, 'sequence'>;

/** Tell the columns of the two tables apart in one statement. */
const ofVerification = 'verification:';
const ofEvent = 'event:';
type Both = Readonly<Record<string, unknown>> & { readonly id: string; readonly guid?: string };

/** Writes the rows of a change: state, event, and the account's counter, which numbers the event. */
export class ChangeRows {
  readonly #update;
  readonly #append;
  readonly #nextSequence;
  readonly #writeAtOnce;

  constructor({ db, dialect }: Pick<OpenDatabase, 'db' | 'dialect'>) {
    this.#update = prepareColumns(dialect, ({ id, ...changed }: Changes & { readonly id: string }) =>
      db.updateTable('verification').set(changed).where('id', '=', id),
    );
    this.#append = prepareColumns(dialect, (row: EventRow & Record<string, unknown>) =>
      db.insertInto('verification_event').values(row),
    );
    this.#nextSequence = prepare(dialect, ({ guid }: { readonly guid: string }) => raised(db, guid));
    // PostgreSQL is at the other end of a line: the three are one statement, and one round trip. SQLite has no such
    // statement, and no line.
    this.#writeAtOnce = dialect.locksRows
      ? prepareColumns(dialect, (values: Both) => statementOf(db, values))
      : null;
  }

  async append(tx: Transaction<Tables>, event: StoredEvent): Promise<void> {
    await this.#append(tx, { ...toEventRow(event, null) });
  }

  async write(
    tx: Transaction<Tables>,
    changed: Changes & { readonly id: string },
    event: VerificationEvent,
    factKey: string | null,
  ): Promise<StoredEvent> {
    const { guid, version } = event;
    const number = async () => {
      if (guid === null) return version;
      const [account] = await this.#nextSequence(tx, { guid });
      return account?.last_sequence;
    };
    const sequence = this.#writeAtOnce
      ? await this.#atOnce(tx, changed, event, factKey)
      : await this.#update(tx, changed).then(number);
    if (sequence === undefined) throw new Error('The account of a verification is missing.');
    const stored = { ...event, sequence };
    if (!this.#writeAtOnce) await this.#append(tx, { ...toEventRow(stored, factKey) });
    return stored;
  }

  async #atOnce(
    tx: Transaction<Tables>,
    { id, ...changed }: Changes & { readonly id: string },
    event: VerificationEvent,
    factKey: string | null,
  ): Promise<number | undefined> {
    const { guid, version } = event;
    const { sequence: _, ...row } = toEventRow({ ...event, sequence: version }, factKey);
    const values = {
      id,
      ...(guid !== null && { guid }),
      ...named(ofVerification, changed),
      ...named(ofEvent, row),
    };
    const [written] = (await this.#writeAtOnce?.(tx, values)) ?? [];
    return written?.sequence;
  }
}

function raised(db: Pick<Kysely<Tables>, 'updateTable'>, guid: string) {
  return db
    .updateTable('account')
    .set((eb) => ({ last_sequence: eb('last_sequence', '+', 1) }))
    .where('guid', '=', guid)
    .returning('last_sequence');
}

/** The state, the counter unless there is no account, and the event that it numbers. */
function statementOf(db: Kysely<Tables>, { id, guid, ...values }: Both) {
  const changed = under(ofVerification, values) as Changes;
  const event = under(ofEvent, values) as unknown as Unnumbered;
  const columns = Object.keys(event) as (keyof Unnumbered)[];
  const withChange = db.with('changed', (one) =>
    one.updateTable('verification').set(changed).where('id', '=', id),
  );
  if (guid === undefined) {
    // Without an account an event is numbered by its version.
    return withChange
      .insertInto('verification_event')
      .values({ ...event, sequence: event.version })
      .returning('sequence');
  }
  return withChange
    .with('raised', (one) => raised(one, guid))
    .insertInto('verification_event')
    .columns([...columns, 'sequence'])
    .expression((eb) =>
      eb
        .selectFrom('raised')
        .select((one) => [
          ...columns.map((column) => one.val(event[column]).as(column)),
          one.ref('raised.last_sequence').as('sequence'),
        ]),
    )
    .returning('sequence');
}

function named(prefix: string, values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));
}

function under(prefix: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = Object.keys(values).filter((name) => name.startsWith(prefix));
  return Object.fromEntries(names.map((name) => [name.slice(prefix.length), values[name]]));
}
