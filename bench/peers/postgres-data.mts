import pg from 'pg';
import { inOrder, type PeerData, selectedColumns } from './data.mts';

/** The peers' PostgreSQL database: named statements, which the server prepares once per connection. */
export function openPostgresData(connectionString: string): PeerData {
  const pool = new pg.Pool({ connectionString, max: 10 });
  const select = `select ${selectedColumns} from verification`;
  const ask = async (name: string, text: string, values: unknown[]) =>
    (await pool.query({ name, text, values })).rows;
  return {
    byIds: async (ids) => inOrder(ids, await ask('many', `${select} where id = any($1)`, [ids])),
    page: (limit, after) =>
      after
        ? ask(
            'older',
            `${select} where (created_at, id) < ($1, $2) order by created_at desc, id desc limit $3`,
            [after.createdAt, after.id, limit],
          )
        : ask('newest', `${select} order by created_at desc, id desc limit $1`, [limit]),
    insert() {
      throw new Error('The bench writes to SQLite only.');
    },
  };
}
