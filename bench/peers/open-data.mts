import { openSqliteData, type PeerData } from './data.mts';
import type { PeerSettings } from './peer.mts';
import { openPostgresData } from './postgres-data.mts';

export function openData({ databaseUrl }: PeerSettings): PeerData {
  return databaseUrl.startsWith('sqlite:')
    ? openSqliteData(databaseUrl.slice('sqlite:'.length))
    : openPostgresData(databaseUrl);
}
