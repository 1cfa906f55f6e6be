import type { DatabaseAddress, SqliteAddress } from '../storage/database-address';

/** Takes DATABASE_URL apart; null when it is none of its three forms. */
export function databaseAddress(text: string): DatabaseAddress | null {
  if (text === 'sqlite::memory:') return { kind: 'memory' };
  const path = /^sqlite:(.+)$/s.exec(text)?.[1];
  if (path !== undefined) return sqliteAddress(path);
  return /^postgres(ql)?:\/\/.+/.test(text) ? { kind: 'postgres', url: text } : null;
}

/** ./data/realname.db has ./data/realname.keystore and ./data/realname.key next to it. */
export function sqliteAddress(path: string): SqliteAddress {
  return {
    kind: 'sqlite',
    path,
    keystorePath: `${withoutEnding(path)}.keystore`,
    keyFilePath: path.replace(/(\.[^./\\]+)?$/, '.key'),
  };
}

/** The default file for kept pushes: next to the SQLite database; in ./data if the database is elsewhere. */
export function inboxPathOf(address: DatabaseAddress): string {
  switch (address.kind) {
    case 'memory':
      return ':memory:';
    case 'sqlite':
      return `${withoutEnding(address.path)}.inbox`;
    case 'postgres':
      return './data/realname.inbox';
  }
}

/** The file of the transparency log's key in development. */
export function logKeyPathOf(address: SqliteAddress): string {
  return `${withoutEnding(address.path)}.logkey`;
}

function withoutEnding(path: string): string {
  return path.replace(/\.(db|sqlite3?)$/, '');
}
