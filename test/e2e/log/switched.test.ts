import { startTestApp, type TestApp } from '../../support/app';
import { type FileDatabase, openFileDatabase } from '../../support/file-database';
import { realname, receiptOf, until, verifySomebody } from './support/log-app';

const reveal =
  'mutation ($input: RevealPersonalInfoInput!) { revealPersonalInfo(input: $input) { __typename } }';

const identify = `mutation { verifyIdentity(input: { evidence: {} }) { identityCase { id } inputErrors { code } } }`;

describe('a service without a transparency log', () => {
  const database: FileDatabase = openFileDatabase();
  const on = { ...database.env, TRANSPARENCY_LOG: 'on', LOG_ORIGIN: 'log.example/log' };
  afterAll(() => database.close());

  const count = (table: string) =>
    database.beside((opened) => opened.prepare(`select count(*) as count from ${table}`).get())?.['count'];

  /** Something of everything that a log would have an entry for. */
  async function live(app: TestApp): Promise<string> {
    const { id } = await verifySomebody(app);
    await app.query(identify);
    const input = { verificationId: id, purpose: 'a check' };
    for (let n = 0; n < 3; n += 1) await app.query(reveal, { input });
    const { id: erased } = await verifySomebody(app, 'erased');
    await app.query(reveal, { input: { ...input, verificationId: erased } });
    await app.query('mutation { redactUser(guid: "erased") { redacted } }');
    return id;
  }

  async function run(env: Record<string, string>, work: (app: TestApp) => Promise<void>): Promise<void> {
    const app = await startTestApp({ env });
    try {
      await work(app);
    } finally {
      await app.close();
    }
  }

  /** Everything has its entry, and every entry its row. */
  async function isWhole(app: TestApp, id: string): Promise<void> {
    await receiptOf(app, id);
    await until(async () => count('log_waiting') === 0);
    await until(async () => (await realname(on, 'log', 'verify', '--database')).document.finds.length === 0);
    const reveals = database.beside((opened) =>
      opened.prepare("select count(*) as count from log_entry where kind = 'reveal'").get(),
    );
    expect(reveals?.['count']).toBe(count('reveal'));
    const cases = database.beside((opened) =>
      opened.prepare("select count(*) as count from log_entry where kind = 'case'").get(),
    );
    expect(cases?.['count']).toBe(count('identity_case_event'));
    expect(cases?.['count']).toBeGreaterThan(0);
  }

  test('keeps nothing for one, and one that is switched on later has what is there', async () => {
    let id = '';
    await run(database.env, async (app) => {
      id = await live(app);
      expect(await app.query('{ logCheckpoint }')).toEqual({ logCheckpoint: null });
      expect((await fetch(`${app.url}/log/checkpoint`)).status).toBe(404);
      for (const table of ['log_waiting', 'log_entry', 'log_node', 'log_state']) expect(count(table)).toBe(0);
    });
    await run(on, async (app) => {
      await isWhole(app, id);
      await isWhole(app, await live(app));
    });
    const entries = count('log_entry');
    await run(database.env, async (app) => {
      id = await live(app);
      expect(count('log_waiting')).toBe(0);
      expect(count('log_entry')).toBe(entries);
    });
    await run(on, async (app) => isWhole(app, id));
  });
});
