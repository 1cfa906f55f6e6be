import { storeSettings } from '../../../src/app/store-settings';
import { loadConfig } from '../../../src/config/config';
import { commitmentTo } from '../../../src/domain/log/entry';
import type { OpenedCommitment } from '../../../src/storage/log/contract';
import { openStore } from '../../../src/storage/open-store';
import { collectingLog, startTestApp, type TestApp } from '../../support/app';
import { openFileDatabase } from '../../support/file-database';
import { ouyang } from '../../support/people';
import { readReceipt, receiptOf, until, verifySomebody } from './support/log-app';

/** Every identity number of a region and birthday: 999 sequence numbers, each with its check digit (GB 11643). */
function numbersLike(identityNo: string): string[] {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return Array.from({ length: 999 }, (_, n) => {
    const digits = `${identityNo.slice(0, 14)}${String(n + 1).padStart(3, '0')}`;
    const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
    return `${digits}${'10X98765432'[sum % 11]}`;
  });
}

describe('a search for the identity number of an entry', () => {
  const database = openFileDatabase();
  const env = { ...database.env, TRANSPARENCY_LOG: 'on', LOG_ORIGIN: 'log.example/log' };
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ env });
  });
  afterAll(async () => {
    await app.close();
    await database.close();
  });

  async function commitmentsOf(id: string): Promise<readonly OpenedCommitment[]> {
    const store = await openStore(storeSettings(loadConfig(env), collectingLog([])));
    try {
      return await store.log.commitmentsOf(id);
    } finally {
      await store.close();
    }
  }

  /** The numbers with which the facts, as they are otherwise known, give the commitment. */
  const found = (facts: string, commitment: string, salt: Uint8Array) =>
    numbersLike(ouyang.identityNo).filter(
      (number) => commitmentTo(facts.replaceAll(ouyang.identityNo, number), salt) === commitment,
    );

  test('finds it with the salt, and nothing once the person is erased, with whatever is left', async () => {
    const { id } = await verifySomebody(app, 'erased');
    await receiptOf(app, id);
    const opened = await commitmentsOf(id);
    const entries = database.beside((beside) =>
      beside
        .prepare('select place, entry from log_entry where subject_id = ?')
        .all(id)
        .map(({ place, entry }) => ({ place, ...(JSON.parse(String(entry)) as { commitment: string }) })),
    );
    const withNumber = opened.filter(({ facts }) => facts.includes(ouyang.identityNo));
    expect(withNumber.length).toBeGreaterThan(0);
    const targets = withNumber.map(({ index, salt, facts }) => {
      const commitment = entries.find(({ place }) => place === index)?.commitment ?? '';
      expect(found(facts, commitment, salt)).toEqual([ouyang.identityNo]);
      return { salt, facts, commitment };
    });

    await app.query('mutation { redactUser(guid: "erased") { redacted } }');
    await until(async () => JSON.parse((await readReceipt(app, id))?.entry ?? '{}').cause === 'REDACTED');
    expect(await commitmentsOf(id)).toEqual([]);

    // Whatever the files hold, at whatever place: none of it is a salt that confirms the right number.
    const files = database.files();
    for (const { salt, facts, commitment } of targets) {
      for (const file of files) expect(file.includes(salt)).toBe(false);
      const left = database.beside((beside) => {
        const tables = beside.prepare("select name from sqlite_master where type = 'table'").all();
        const rows = tables.flatMap(({ name }) => beside.prepare(`select * from "${String(name)}"`).all());
        return rows.flatMap((row) => Object.values(row).filter((value) => value instanceof Uint8Array));
      });
      const candidates = left.flatMap((value) =>
        Array.from({ length: Math.max(0, value.length - 31) }, (_, at) => value.subarray(at, at + 32)),
      );
      expect(candidates.length).toBeGreaterThan(0);
      expect(candidates.filter((salt) => commitmentTo(facts, salt) === commitment)).toEqual([]);
      for (const salt of [Buffer.alloc(0), Buffer.alloc(32), candidates[0] as Uint8Array]) {
        expect(found(facts, commitment, salt)).toEqual([]);
      }
    }
  });
});
