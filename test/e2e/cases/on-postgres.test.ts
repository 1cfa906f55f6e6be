import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { startPostgres, type TestPostgres } from '../../support/postgres';
import { base64Key } from '../../support/settings';
import { as } from '../../support/ucenter';
import {
  accepted,
  cancelCase,
  continueCase,
  me,
  openCase,
  openCaseScene,
  person,
  readCase,
  schoolPerson,
} from './scene';

const opened = closeAfterEach();
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

async function openOnPostgres() {
  const env = { DATABASE_URL: await postgres.createDatabase(), ENCRYPTION_KEYS: `test:${base64Key(7)}` };
  return { ...(await openCaseScene(opened, { env })), env };
}

describe('cases on PostgreSQL', () => {
  it('are continued, achieved, canceled and redacted as on SQLite', async () => {
    const { app } = await openOnPostgres();
    const { name, certNo, mobileNo } = person;
    const waiting = await openCase(app, { evidence: { name, certNo }, idempotencyKey: 'key-1' });
    expect(waiting).toMatchObject({ status: 'NEEDS_EVIDENCE', version: 1 });
    expect((await openCase(app, { evidence: { name, certNo }, idempotencyKey: 'key-1' })).id).toBe(
      waiting.id,
    );

    expect(accepted(await continueCase(app, { id: waiting.id, evidence: { mobileNo } }))).toMatchObject({
      status: 'ACHIEVED',
      version: 3,
      attempts: [{ method: 'MOBILE_OWNER', status: 'APPROVED' }],
    });

    const other = as('account-of-another');
    const { id } = await openCase(app, { evidence: { name } }, other);
    expect(accepted(await cancelCase(app, id, other))).toMatchObject({ status: 'CANCELED' });
    await app.query(
      'mutation { redactUser(guid: "account-of-zhen") { redacted } }',
      {},
      as('officer', 'realname:redact'),
    );
    expect(await readCase(app, waiting.id)).toMatchObject({ status: 'ACHIEVED', version: 4 });
  });

  it('wake subscribers in another process', async () => {
    const { app, env } = await openOnPostgres();
    const another = opened.keep(await startTestApp({ env }));
    const { id } = await openCase(app, { evidence: { name: person.name } });
    const stream = another.subscribe<{ identityCaseUpdated: { version: number; status: string } }>(
      'subscription ($id: ID!) { identityCaseUpdated(id: $id, sinceVersion: 0) { version status } }',
      { id },
      me,
    );
    opened.keep({ close: () => stream.stop() });
    expect((await stream.next()).identityCaseUpdated).toEqual({ version: 1, status: 'NEEDS_EVIDENCE' });

    await continueCase(app, { id, evidence: schoolPerson });

    expect((await stream.next()).identityCaseUpdated).toEqual({ version: 2, status: 'OPEN' });
    expect((await stream.next()).identityCaseUpdated).toEqual({ version: 3, status: 'ACHIEVED' });
  });
});
