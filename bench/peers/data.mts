import { DatabaseSync } from 'node:sqlite';

/** A row, with the schema's names. Lists are stored as JSON. */
export interface PeerVerification {
  readonly id: string;
  readonly version: number;
  readonly guid: string | null;
  readonly provider: string;
  readonly method: string;
  readonly status: string;
  readonly secondInspection: string | null;
  readonly rnAuthTicket: string | null;
  readonly busiSeq: string | null;
  readonly realName: string | null;
  readonly certType: string | null;
  readonly identityNo: string | null;
  readonly mobileNo: string | null;
  readonly membership: string | null;
  readonly deptInfo: string;
  readonly relativeInfo: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number | null;
  readonly decidedAt: number | null;
}

type Awaitable<T> = T | Promise<T>;

/** The reads and writes of the peers' resolvers. */
export interface PeerData {
  /** In the order of the ids; null if there is none. */
  byIds(ids: readonly string[]): Awaitable<(PeerVerification | null)[]>;
  /** Newest first; `after` is the position of the last one seen. */
  page(limit: number, after: PagePlace | null): Awaitable<PeerVerification[]>;
  insert(verification: PeerVerification): Awaitable<void>;
}

export interface PagePlace {
  readonly createdAt: number;
  readonly id: string;
}

/** Column by column, with the schema's names. */
export const selectedColumns = `id, version, guid, provider, method, status,
  second_inspection as "secondInspection", rn_auth_ticket as "rnAuthTicket", busi_seq as "busiSeq",
  real_name as "realName", cert_type as "certType", identity_no as "identityNo", mobile_no as "mobileNo",
  membership, dept_info as "deptInfo", relative_info as "relativeInfo", created_at as "createdAt",
  updated_at as "updatedAt", expires_at as "expiresAt", decided_at as "decidedAt"`;

/** The peers' SQLite file: prepared statements, durable commits. */
export function openSqliteData(path: string): PeerData {
  const database = new DatabaseSync(path, { timeout: 5000 });
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  const select = `select ${selectedColumns} from verification`;
  const one = database.prepare(`${select} where id = ?`);
  const many = database.prepare(`${select} where id in (select value from json_each(?))`);
  const newest = database.prepare(`${select} order by created_at desc, id desc limit ?`);
  const older = database.prepare(
    `${select} where (created_at, id) < (?, ?) order by created_at desc, id desc limit ?`,
  );
  const insert = database.prepare(
    `insert into verification (
      id, version, guid, provider, method, status, real_name, cert_type, identity_no, mobile_no,
      dept_info, relative_info, created_at, updated_at, decided_at
    ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const rows = (found: unknown) => found as PeerVerification[];
  return {
    byIds(ids) {
      const [only] = ids;
      if (ids.length === 1 && only !== undefined)
        return [(one.get(only) as PeerVerification | undefined) ?? null];
      return inOrder(ids, rows(many.all(JSON.stringify(ids))));
    },
    page: (limit, after) => rows(after ? older.all(after.createdAt, after.id, limit) : newest.all(limit)),
    insert(v) {
      insert.run(
        v.id,
        v.version,
        v.guid,
        v.provider,
        v.method,
        v.status,
        v.realName,
        v.certType,
        v.identityNo,
        v.mobileNo,
        v.deptInfo,
        v.relativeInfo,
        v.createdAt,
        v.updatedAt,
        v.decidedAt,
      );
    },
  };
}

export function inOrder(
  ids: readonly string[],
  found: readonly PeerVerification[],
): (PeerVerification | null)[] {
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}
