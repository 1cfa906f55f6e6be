import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startTestApp, type TestApp } from '../support/app';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { gao } from '../support/ucenter-inputs';

let folder: TemporaryFolder;
let app: TestApp;
beforeEach(async () => {
  folder = temporaryFolder();
  app = await startTestApp({
    env: {
      DATABASE_URL: `sqlite:${join(folder.path, 'realname.db')}`,
      ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 3).toString('base64')}`,
    },
  });
});
afterEach(async () => {
  await app.close();
  folder.remove();
});

function edit(sql: string): void {
  const database = new DatabaseSync(join(folder.path, 'realname.db'), { timeout: 5000 });
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

/** Yuxin's twin says that it does not belong to the person. */
const refusedMobileNo = '15415400001';

const verify = `mutation ($mobileNo: String!) {
  verifyMobileOwner(input: { idCard: "${gao.identityNo}", userName: "${gao.name}", mobileNo: $mobileNo }) {
    verification { id status }
  }
}`;
const account = `query ($id: ID!) {
  verification(id: $id) { status }
}`;
const judged = `query ($guid: String!) {
  _entities(representations: [{ __typename: "User", guid: $guid }]) { ... on User { isRealNameVerified } }
}`;

const another = { 'x-dev-guid': 'another' };

interface Started {
  readonly verifyMobileOwner: { readonly verification: { readonly id: string; readonly status: string } };
}

describe('a record that something other than the service changed', () => {
  it('is not shown as approved over GraphQL, and is counted and logged', async () => {
    const { verifyMobileOwner } = await app.query<Started>(verify, { mobileNo: refusedMobileNo });
    const { id, status } = verifyMobileOwner.verification;
    expect(status).toBe('REJECTED');
    const verified = async () => {
      const answer = await app.send<{ _entities: { isRealNameVerified: boolean }[] }>(judged, {
        guid: 'dev-user',
      });
      return answer.data?._entities?.[0]?.isRealNameVerified ?? null;
    };
    expect(await verified()).toBe(false);

    edit(`update verification set status = 'APPROVED' where id = '${id}'`);

    const { data, errors } = await app.send<{ verification: { status: string } | null }>(account, { id });
    expect(data?.verification ?? null).toBeNull();
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('changed by something other than this service') as string,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(await verified()).not.toBe(true);
    const metrics = await (await fetch(app.metricsUrl)).text();
    expect(/^realname_altered_records_total (\d+)$/m.exec(metrics)?.[1]).not.toBe('0');
    expect(app.logLines).toContainEqual({
      level: 'error',
      fields: { verificationId: id },
      message: 'record was changed outside of this service: it is not believed',
    });
  });

  it('hides no other record that is read along with it, and no other account', async () => {
    const { verifyMobileOwner: one } = await app.query<Started>(verify, { mobileNo: gao.mobileNo });
    const { verifyMobileOwner: other } = await app.query<Started>(
      verify,
      { mobileNo: gao.mobileNo },
      another,
    );
    expect(one.verification.status).toBe('APPROVED');
    edit(`update verification set method = 'LINKID_PAGE' where id = '${one.verification.id}'`);

    const both = await app.send(
      'query ($a: ID!, $b: ID!) { a: verification(id: $a) { method } b: verification(id: $b) { method } }',
      { a: one.verification.id, b: other.verification.id },
    );
    const accounts = await app.send(
      `{ _entities(representations: [
        { __typename: "User", guid: "dev-user" }, { __typename: "User", guid: "another" }
      ]) { ... on User { guid isRealNameVerified } } }`,
    );

    expect(both).toMatchObject({
      data: { a: null, b: { method: 'MOBILE_OWNER' } },
      errors: [{ path: ['a'], message: expect.stringContaining('changed by something other') as string }],
    });
    expect(JSON.stringify(accounts)).not.toContain('"guid":"dev-user","isRealNameVerified":true');
  });
});
