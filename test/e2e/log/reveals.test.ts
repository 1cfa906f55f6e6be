import { startTestApp, type TestApp } from '../../support/app';
import { openFileDatabase } from '../../support/file-database';
import { realname, receiptOf, until, verifySomebody } from './support/log-app';

describe('realname log verify --database, for reveals', () => {
  const database = openFileDatabase();
  const env = { ...database.env, TRANSPARENCY_LOG: 'on', LOG_ORIGIN: 'log.example/log' };
  let app: TestApp;
  /** An hour ago, so that a reveal without an entry is not too young to be accused. */
  const revealedAt = Date.now() - 3_600_000;

  beforeAll(async () => {
    app = await startTestApp({ env });
  });
  afterAll(async () => {
    await app.close();
    await database.close();
  });

  const execute = (sql: string, ...values: readonly (string | number)[]) =>
    database.beside((opened) => opened.prepare(sql).run(...values));
  /** Records reveals of that moment, and returns once a published checkpoint has their entries. */
  const reveal = async (id: string, at: number, purposes: readonly string[]) => {
    for (const purpose of purposes) {
      execute(
        `insert into reveal (verification_id, caller, purpose, at, by_report) values (?, 'staff-1', ?, ?, 0)`,
        id,
        purpose,
        at,
      );
    }
    const missing =
      'select (select count(*) from log_waiting) + size - published_size as missing from log_state';
    await until(async () => database.beside((opened) => opened.prepare(missing).get())?.['missing'] === 0);
  };
  const verify = () => realname(env, 'log', 'verify', '--database');
  const finds = async () => (await verify()).document.finds;
  const placeOf = (id: string) =>
    database.beside((opened) =>
      opened.prepare(`select place from log_entry where kind = 'reveal' and subject_id = ?`).get(id),
    )?.['place'];

  test.each([
    ['caller', `update reveal set caller = 'staff-2' where verification_id = ?`],
    ['purpose', `update reveal set purpose = 'none' where verification_id = ?`],
  ])('finds that the %s of one was changed, with its entry and the id', async (_column, sql) => {
    const { id } = await verifySomebody(app);
    await receiptOf(app, id);
    await reveal(id, revealedAt, ['a complaint']);
    expect(await finds()).toEqual([]);

    execute(sql, id);
    const answer = await verify();
    execute(`update reveal set caller = 'staff-1', purpose = 'a complaint' where verification_id = ?`, id);

    expect(answer.document.finds).toEqual([
      {
        what: 'changed',
        index: placeOf(id),
        id,
        text: 'the reveal in the database is not what the entry commits to',
      },
    ]);
    expect(answer.code).toBe(1);
    expect(await finds()).toEqual([]);
  });

  test('finds that what an entry commits to was taken away', async () => {
    const { id } = await verifySomebody(app);
    await receiptOf(app, id);
    await reveal(id, revealedAt, ['a complaint']);
    const sealed = database.beside((opened) =>
      opened.prepare(`select sealed from log_entry where kind = 'reveal' and subject_id = ?`).get(id),
    )?.['sealed'] as Uint8Array;
    const set = (value: Uint8Array | null) =>
      database.beside((opened) =>
        opened
          .prepare(`update log_entry set sealed = ? where kind = 'reveal' and subject_id = ?`)
          .run(value, id),
      );

    set(null);
    const taken = await finds();
    set(sealed.map((byte, at) => (at === 40 ? byte ^ 1 : byte)));
    const altered = await finds();
    set(sealed);

    const gone = { what: 'changed', id, text: 'the facts that the entry commits to are gone or do not open' };
    expect(taken).toEqual([{ ...gone, index: placeOf(id) }]);
    expect(altered).toEqual(taken);
    expect(await finds()).toEqual([]);
  });

  test('tells reveals of the same moment apart, and finds nothing once the person is redacted', async () => {
    const { id } = await verifySomebody(app, 'erased');
    await receiptOf(app, id);
    await reveal(id, revealedAt, ['first', 'second', 'third']);
    execute('update reveal set rowid = 1000 - rowid where verification_id = ?', id);
    expect(await finds()).toEqual([]);

    execute(`update reveal set purpose = 'fourth' where purpose = 'second'`);
    expect(await finds()).toMatchObject([{ what: 'changed', id }]);

    await app.query('mutation { redactUser(guid: "erased") { redacted } }');
    await receiptOf(app, id);
    expect(await finds()).toEqual([]);
  });
});
