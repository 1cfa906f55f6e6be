import { startTestApp, type TestApp } from '../../support/app';
import { startPostgres, type TestPostgres } from '../../support/postgres';
import { base64Key } from '../../support/settings';
import { realname, receiptOf, verifySomebody } from './support/log-app';

describe('the transparency log of two replicas on PostgreSQL', () => {
  let postgres: TestPostgres;
  let env: Record<string, string>;
  const replicas: TestApp[] = [];

  beforeAll(async () => {
    postgres = await startPostgres();
    env = {
      DATABASE_URL: await postgres.createDatabase(),
      ENCRYPTION_KEYS: `test:${base64Key(7)}`,
      TRANSPARENCY_LOG: 'on',
      LOG_ORIGIN: 'log.example/log',
    };
    for (let n = 0; n < 2; n += 1) replicas.push(await startTestApp({ env }));
  });
  afterAll(async () => {
    await Promise.all(replicas.map((app) => app.close()));
    await postgres.close();
  });

  test('has every event once, in the order of the feed, and stays whole when a person is erased', async () => {
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, n) => verifySomebody(replicas[n % 2] as TestApp, `account-${n % 4}`)),
    );
    const [app] = replicas as [TestApp];
    for (const { id } of made) await receiptOf(app, id);
    await app.query('mutation { redactUser(guid: "account-1") { redacted } }');
    for (const { id } of made) await receiptOf(app, id);
    const answer = await realname(env, 'log', 'verify', '--database');
    expect(answer.document.finds).toEqual([]);
    expect(answer.document.size).toBeGreaterThanOrEqual(27);
    expect(answer.code).toBe(0);
  });
});
