import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { repeating } from '../repeating';
import type { ConnectionCounts } from '../store';
import { destroyLine, prepareSession } from './connection-limits';
import { isWorthRepeating, verdictOn } from './faults';

type Rows<Row> = Omit<PostgresQueryResult<Row>, 'rows'> & { rows: Row[] };

export interface GuardedPoolOptions extends PoolConfig {
  /** Called with faults of idle connections. */
  readonly report: (error: unknown) => void;
  /** Called with the fault of every statement that failed. */
  readonly onFault?: (error: unknown) => void;
}

/**
 * The pool of connections that notices what is wrong with them. A client that met a fault of its connection is thrown
 * away at once; where the fault concerns the server or the line, so is every client that was connected before it.
 */
export class GuardedPool implements PostgresPool {
  readonly #pool: Pool;
  readonly #guarded = new WeakMap<PoolClient, GuardedClient>();
  readonly #onFault: (error: unknown) => void;
  /** Raised when all clients of before are distrusted. */
  #generation = 0;

  constructor({ report, onFault = () => {}, ...config }: GuardedPoolOptions) {
    this.#onFault = onFault;
    this.#pool = new Pool({ ...config, onConnect: prepareSession });
    // A broken connection is replaced at its next use. Without a listener the event would end the process, and the
    // pool listens on idle connections only.
    this.#pool.on('error', report);
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  async connect(): Promise<GuardedClient> {
    for (;;) {
      const client = await this.#pool.connect().catch((error: unknown) => {
        this.#onFault(error);
        throw error;
      });
      const known = this.#guarded.get(client);
      if (known && known.generation < this.#generation) {
        known.throwAway();
        known.release();
        continue;
      }
      const guarded = known ?? new GuardedClient(client, this.#generation, (error) => this.#judge(error));
      this.#guarded.set(client, guarded);
      guarded.take(client);
      return guarded;
    }
  }

  async query<Row>(text: string, values: readonly unknown[] = []): Promise<Rows<Row>> {
    const client = await this.connect();
    try {
      return await client.query<Row>(text, values);
    } finally {
      client.release();
    }
  }

  get counts(): ConnectionCounts {
    return { open: this.#pool.totalCount, idle: this.#pool.idleCount, waiting: this.#pool.waitingCount };
  }

  /** Distrusts every connection that was made until now. */
  distrustAll(): void {
    this.#generation += 1;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  #judge(error: unknown): 'fit' | 'unfit' {
    this.#onFault(error);
    const verdict = verdictOn(error);
    if (verdict === 'all') this.distrustAll();
    return verdict === 'fit' ? 'fit' : 'unfit';
  }
}

function nothing<Row>(): Rows<Row> {
  return { command: 'SELECT', rowCount: 0, rows: [] };
}

/** A client of the pool. Kysely keeps one connection for each. */
export class GuardedClient implements PostgresPoolClient {
  #isUnfit = false;
  #isWithinTransaction = false;
  #client: PoolClient;

  constructor(
    client: PoolClient,
    readonly generation: number,
    private readonly judge: (error: unknown) => 'fit' | 'unfit',
  ) {
    this.#client = client;
  }

  /** The pool gives out a client with a new `release` every time. */
  take(client: PoolClient): void {
    this.#client = client;
  }

  query<Row>(text: string, values?: readonly unknown[]): Promise<Rows<Row>>;
  query(cursor: never): never;
  query<Row>(text: string, values: readonly unknown[] = []): Promise<Rows<Row>> {
    if (text === 'begin') return this.#begin<Row>();
    // The server rolls back with the end of the connection; a fault of this one would hide the first.
    if (text === 'rollback' && this.#isUnfit) return Promise.resolve(nothing<Row>());
    if (this.#isWithinTransaction) return this.#run<Row>(text, values);
    // A statement by itself was its own transaction, and changed nothing.
    return repeating(isWorthRepeating, () => this.#run<Row>(text, values));
  }

  throwAway(): void {
    this.#isUnfit = true;
    destroyLine(this.#client);
  }

  release(): void {
    this.#isWithinTransaction = false;
    this.#client.release(this.#isUnfit);
  }

  /** The isolation is named: the statements rely on this one, whatever the database's default. */
  #begin<Row>(): Promise<Rows<Row>> {
    this.#isWithinTransaction = true;
    return this.#run<Row>('begin isolation level read committed', []);
  }

  async #run<Row>(text: string, values: readonly unknown[]): Promise<Rows<Row>> {
    try {
      return (await this.#client.query(text, values as unknown[])) as unknown as Rows<Row>;
    } catch (error) {
      if (this.judge(error) === 'unfit' && !this.#isUnfit) this.throwAway();
      throw error;
    }
  }
}
