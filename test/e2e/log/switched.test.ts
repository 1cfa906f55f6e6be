import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../../support/app';
import { type FileDatabase, openFileDatabase } from '../../support/file-database';
import { temporaryFolder } from '../../support/temporary-folder';
import { consentTo, withdraw } from '../consents/scene';
import { realname, receiptOf, until, verifySomebody } from './support/log-app';

const reveal =
  'mutation ($input: RevealPersonalInfoInput!) { revealPersonalInfo(input: $input) { inputErrors { code } } }';

const identify = `mutation { verifyIdentity(input: { evidence: {} }) { identityCase { id } inputErrors { code } } }`;

describe('a service without a transparency log', () => {
  const database: FileDatabase = openFileDatabase();
  const off = { ...database.env, CONSENT: 'record' };
  const on = { ...off, TRANSPARENCY_LOG: 'on', LOG_ORIGIN: 'log.example/log' };
  afterAll(() => database.close());

  const count = (table: string) =>
    database.beside((opened) => opened.prepare(`select count(*) as count from ${table}`).get())?.['count'];

  const entriesOf = (kind: string) => count(`log_entry where kind = '${kind}'`);

  /** Something of everything that a log would have an entry for. */
  async function live(app: TestApp): Promise<string> {
    const { id } = await verifySomebody(app);
    await app.query(identify);
    for (const isWithdrawn of [true, false]) {
      const consent = await consentTo(app, { kind: 'GENERAL' }, {});
      if (isWithdrawn) await withdraw(app, consent.id, {});
    }
    const input = { verificationId: id, purpose: 'a check of the log' };
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
    expect(entriesOf('reveal')).toBe(count('reveal'));
    expect(entriesOf('case')).toBe(count('identity_case_event'));
    expect(entriesOf('consent')).toBe(
      Number(count('consent')) + Number(count('consent where withdrawn_at > 0')),
    );
    for (const kind of ['reveal', 'case', 'consent']) expect(entriesOf(kind)).toBeGreaterThan(0);
  }

  test('keeps nothing for one, and one that is switched on later has what is there', async () => {
    let id = '';
    await run(off, async (app) => {
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
    await run(off, async (app) => {
      id = await live(app);
      expect(count('log_waiting')).toBe(0);
      expect(count('log_entry')).toBe(entries);
    });
    await run(on, async (app) => isWhole(app, id));
  });

  test('has one entry for each policy in force, and another one once it changes', async () => {
    const policies = () =>
      database
        .beside((opened) => opened.prepare("select entry from log_entry where kind = 'policy'").all())
        .map(({ entry }) => JSON.parse(String(entry)) as { readonly id: string; readonly cause: string })
        .map(({ cause, id }) => `${cause} ${id}`);
    const folder = temporaryFolder();
    const file = join(folder.path, 'routing.json');
    writeFileSync(file, JSON.stringify({ name: 'own', version: '3', purposes: {} }));
    const before = policies();
    await run({ ...on, ROUTING_POLICY: file }, async () => {
      await until(async () => policies().length > before.length);
    });
    folder.remove();
    expect(before).toEqual([expect.stringMatching(/^ASSURANCE \S+\/\S+$/), 'ROUTING default/1']);
    expect(policies()).toEqual([...before, 'ROUTING own/3']);
  });

  test('says which consent has an entry and is not in the database as it was', async () => {
    const id = database.beside((opened) => {
      const row = opened.prepare('select id from consent where withdrawn_at > 0').get();
      opened.prepare('update consent set withdrawn_at = null where id = ?').run(String(row?.['id']));
      return String(row?.['id']);
    });
    const { finds } = (await realname(on, 'log', 'verify', '--database')).document;
    expect(finds.map(({ what, id: of }) => [what, of])).toEqual([['removed', id]]);
  });
});
