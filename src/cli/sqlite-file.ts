import type { DatabaseAddress, SqliteAddress } from '../storage/database-address';
import { CommandFault } from './fault';

/** The file of the SQLite database. Throws if there is none; `onPostgres` says what to do on PostgreSQL. */
export function sqliteFileOf(address: DatabaseAddress, onPostgres: string): SqliteAddress {
  switch (address.kind) {
    case 'sqlite':
      return address;
    case 'memory':
      throw new CommandFault('A database in memory has no file (DATABASE_URL=sqlite::memory:).', 2);
    case 'postgres':
      throw new CommandFault(onPostgres, 2);
  }
}
