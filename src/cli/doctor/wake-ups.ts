import type { Config } from '../../config/config';
import { tryNotify, tryRedis } from '../../storage/postgres/try-wake-ups';
import { codeOf, type Finding, fail, ok } from './finding';

const check = 'wake-ups';

/** Whether wake-ups reach other processes, by Redis or by NOTIFY: the check sends one and receives it. */
export async function wakeUpsFinding({
  database,
  busUrl,
}: Pick<Config, 'database' | 'busUrl'>): Promise<Finding> {
  if (database.kind !== 'postgres') return ok(check, 'one process on SQLite needs no bus');
  return busUrl === null
    ? findingOf(
        'NOTIFY',
        tryNotify(database),
        'Connect to PostgreSQL itself, or to a pooler in session mode; if the database has no NOTIFY, name a Redis (BUS_URL).',
      )
    : findingOf(
        'Redis',
        tryRedis(busUrl),
        'Check that Redis is running, and its address and password (BUS_URL).',
      );
}

async function findingOf(bus: string, trial: Promise<void>, cure: string): Promise<Finding> {
  try {
    await trial;
    return ok(check, `${bus} delivers them`);
  } catch (error) {
    const found = `${bus} does not deliver them (${codeOf(error)}): subscribers learn of changes seconds late`;
    return fail(check, found, cure);
  }
}
