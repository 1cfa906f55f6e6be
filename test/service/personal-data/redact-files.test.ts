import type { DatabaseSync } from 'node:sqlite';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openFakeUcenter, takenBy } from '../../support/fake-ucenter';
import { openFileDatabase } from '../../support/file-database';
import { as, readVerification, submitted } from '../../support/ucenter';
import { ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const me = as('account-of-gao');
const other = as('account-of-another');
const officer = as('officer', 'realname:redact');

describe('redaction in the database files', () => {
  const blobsIn = (database: DatabaseSync, where: string) =>
    database
      .prepare(`select * from verification where ${where}`)
      .all()
      // The seal of a row is a MAC of what stands there now: a redacted row has one too.
      .flatMap(({ row_seal: _mac, ...row }) => Object.values(row))
      .filter((value) => value instanceof Uint8Array)
      .map((value) => Buffer.from(value));

  const redactUser = (app: TestApp, _id: string) =>
    app.query('mutation { redactUser(guid: "account-of-gao") { redacted } }', {}, officer);
  const redactVerification = (app: TestApp, id: string) =>
    app.query(`mutation { redactVerification(id: "${id}") { verification { id } } }`, {}, officer);

  it.each([
    ['redactUser', redactUser],
    ['redactVerification', redactVerification],
  ])('leaves nothing readable after %s, while the service runs and later', async (_how, redact) => {
    const database = opened.keep(openFileDatabase());
    const ucenter = opened.keep(await openFakeUcenter({ verify: () => takenBy('old-account') }));
    const app = await startTestApp({ env: { ...ucenter.env, ...database.env } });
    const closing = opened.keep({ close: () => app.close() });
    const mine = await submitted(app, 'verifyByRelation', ucenterMethods.RELATION.full, me);
    const theirs = await submitted(app, 'verifyByRelation', ucenterMethods.RELATION.full, other);
    const sealed = database.beside((beside) => blobsIn(beside, "guid = 'account-of-gao'"));
    const untouched = database.beside((beside) => blobsIn(beside, "guid = 'account-of-another'"));
    const lieAbout = (blobs: readonly Buffer[]) =>
      blobs.filter((blob) => database.files().some((file) => file.includes(blob))).length;
    // Subject, holder and the request to be repeated, at the least.
    expect(sealed.length).toBeGreaterThanOrEqual(3);
    expect(lieAbout(sealed)).toBe(sealed.length);

    await redact(app, mine.id);

    expect(database.beside((beside) => blobsIn(beside, "guid = 'account-of-gao'"))).toEqual([]);
    expect(lieAbout(sealed)).toBe(0);
    expect(lieAbout(untouched)).toBe(untouched.length);
    expect(await readVerification(app, theirs.id, other)).toEqual(theirs);
    await closing.close();
    expect(lieAbout(sealed)).toBe(0);
  });
});
