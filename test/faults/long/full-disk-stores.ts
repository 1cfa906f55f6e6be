import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Environment } from '../../support/process';
import type { FaultContext } from '../frame/context';
import { openSmallDisk, type SmallDisk } from './small-disk';

/** A store whose data lies on a disk that can be filled. */
export interface StoreOnSmallDisk {
  readonly disk: SmallDisk;
  /** The settings of a service whose inbox can be written when its store cannot; null: as it is anyway. */
  readonly withInboxApart: Environment;
  /** The settings of one whose inbox is on the same disk; null where that makes no sense. */
  readonly withInboxBeside: Environment | null;
  /** Once there is space: has what the fault ended run again. */
  recover(): Promise<void>;
  close(): Promise<void>;
}

const sqliteBytes = 8 * 1024 * 1024;
/** PostgreSQL's own files and a few segments of its log. */
const postgresBytes = 160 * 1024 * 1024;

export function sqliteOnSmallDisk({ folder }: FaultContext): StoreOnSmallDisk {
  const disk = openSmallDisk(join(folder, 'disk'), sqliteBytes);
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  const env = { DATABASE_URL: `sqlite:${join(disk.path, 'realname.db')}` };
  return {
    disk,
    withInboxApart: { ...env, INBOX_PATH: join(elsewhere, 'pushes.inbox') },
    withInboxBeside: { ...env, INBOX_PATH: join(disk.path, 'pushes.inbox') },
    recover: async () => {},
    close: async () => disk.remove(),
  };
}

/** Its data folder is moved to the small disk, which is mounted in its place. */
export async function postgresOnSmallDisk(context: FaultContext): Promise<StoreOnSmallDisk> {
  const { postgres, folder, databaseUrl } = context;
  const data = await ask(databaseUrl, 'show data_directory');
  await postgres.kill();
  const copy = join(folder, 'data');
  copyFolder(data, copy);
  const disk = openSmallDisk(data, postgresBytes);
  copyFolder(copy, data);
  await postgres.start();
  return {
    disk,
    withInboxApart: {},
    withInboxBeside: null,
    async recover() {
      // It ends by itself where its log could not be written; an operator, or systemd, starts it again.
      const runs = await ask(databaseUrl, 'select 1').catch(() => null);
      if (runs !== null) return;
      await postgres.kill();
      await postgres.start();
    },
    async close() {
      await postgres.kill();
      disk.remove();
    },
  };
}

/** With owners and rights: PostgreSQL insists on them. */
function copyFolder(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', '-T', from, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cp failed: ${stderr}`);
}

async function ask(databaseUrl: string, query: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(query);
    return String(Object.values(rows[0] ?? {})[0]);
  } finally {
    await client.end().catch(() => {});
  }
}
