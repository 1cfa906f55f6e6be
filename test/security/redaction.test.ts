import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { canaryPerson, canaryRelative, canarySecrets } from './support/canaries';
import { canaryStarts } from './support/canary-inputs';
import { type CanaryService, openCanaryService, serviceKey } from './support/canary-service';
import { allFiles } from './support/files';
import { backUp, openEverything, wrappedKeysIn } from './support/sealed';

const forgotten = 'account-to-forget';
const kept = 'account-to-keep';

let service: CanaryService;
beforeEach(async () => {
  service = await openCanaryService({ sweepPauseMs: 3_600_000 });
});
afterEach(() => service.close());

type Verification = { readonly id: string; readonly [field: string]: unknown };
type Payload = {
  readonly verification: Verification | null;
  readonly inputErrors: readonly { code: string }[];
};

const as = (guid: string) => ({ 'x-dev-guid': guid });

/** Verifications of one account that hold, between them, every kind of personal value there is. */
async function fill(guid: string): Promise<string[]> {
  const ids: string[] = [];
  const start = async (method: string) => {
    const { mutation = '', input } = canaryStarts[method] ?? {};
    const { verification } = (await service.ask(`Mutation.${mutation}`, { input }, as(guid))) as Payload;
    ids.push(verification?.id ?? '');
  };
  service.farEnds.mood = 'well';
  for (const method of ['IMPORT', 'MOBILE_OWNER', 'LINKID_PAGE', 'LINKID_APP']) await start(method);
  await start('ONENET_PAGE');
  await push(service.farEnds.doors.at(-1), service.farEnds.busiSeqs.at(-1));
  service.farEnds.mood = 'taken';
  await start('ECARD');
  return ids;
}

async function push(door: string | undefined, busiSeq: string | undefined, time = Date.now()): Promise<void> {
  const auditResult = { auditStatus: '0', busiSeq, phone: canaryPerson.mobileNo, responseTime: time };
  const { name: custName, identityNo: custCertNo, address: custCertAddr } = canaryPerson;
  await service.request(new URL(door ?? '').pathname, {
    method: 'POST',
    body: JSON.stringify({ auditResult, auditInfo: { custName, custCertNo, custCertAddr } }),
  });
}

const databasePath = () => join(service.folder, 'realname.db');
const keystorePath = () => join(service.folder, 'realname.keystore');

/** Fields that every key there is can open, of one account, in the database or in a copy of it. */
function readable(guid: string, path = databasePath()): readonly string[] {
  const found = openEverything(path, keystorePath(), [serviceKey]).filter((value) => value.guid === guid);
  return [...new Set(found.map(({ field }) => field))].sort();
}

const everything = ['audit', 'authUrl', 'holder', 'memo', 'replay', 'returnTo', 'school', 'subject'];

const reveal = (verificationId: string) =>
  service.ask('Mutation.revealPersonalInfo', {
    input: { verificationId, purpose: 'a test of redaction' },
  }) as Promise<{ readonly personalInfo: { readonly realName: string | null } | null }>;

const redactUser = (guid: string) =>
  service.ask('Mutation.redactUser', { guid }) as Promise<{ readonly redacted: number }>;

describe('redactUser', () => {
  it('leaves nothing that any key still opens, in the database or in an earlier copy', async () => {
    const ids = await fill(forgotten);
    await fill(kept);
    const copy = backUp(service.folder, 'before');
    expect(readable(forgotten, copy)).toEqual(everything);
    expect(readable(kept, copy)).toEqual(everything);

    expect(await redactUser(forgotten)).toMatchObject({ redacted: ids.length });

    expect(readable(forgotten)).toEqual([]);
    expect(readable(forgotten, copy)).toEqual([]);
    expect(readable(kept)).toEqual(everything);
    expect(readable(kept, copy)).toEqual(everything);
  });

  it('leaves no trace of the key in any file', async () => {
    await fill(forgotten);
    const before = wrappedKeysIn(keystorePath());
    expect(before.length).toBeGreaterThan(0);

    await redactUser(forgotten);

    const files = allFiles(service.folder).filter(({ name }) => name.startsWith('realname'));
    expect(
      before.map((key) => files.filter(({ bytes }) => bytes.includes(key)).map(({ name }) => name)),
    ).toEqual(before.map(() => []));
  });

  it('prevents every API from showing, creating or accepting personal data of the account', async () => {
    const ids = await fill(forgotten);
    const [importId, , pageId, appId, oneNetId, conflictId] = ids;
    const { doors, busiSeqs } = service.farEnds;
    const [pageDoor, oneNetDoor] = [doors.at(-2), doors.at(-1)];
    await redactUser(forgotten);
    const before = service.results.length;

    // The providers speak on, and so does the person.
    service.farEnds.mood = 'well';
    await push(oneNetDoor, busiSeqs.at(-1), Date.now() + 1000);
    await service.request(`${new URL(pageDoor ?? '').pathname}?at=${canarySecrets.at}`);
    for (const id of ids) {
      await service.ask('Mutation.refreshVerification', { id }, as(forgotten));
      expect(await reveal(id)).toMatchObject({ personalInfo: null });
    }
    const merge = { verificationId: conflictId, code: canarySecrets.mergeCode, confirmIrreversible: true };
    expect(await service.ask('Mutation.mergeAccount', { input: merge }, as(forgotten))).toMatchObject({
      verification: null,
    });
    const complete = { verificationId: pageId, at: canarySecrets.at };
    await service.ask('Mutation.completeLinkIdVerification', { input: complete }, as(forgotten));

    for (const id of [importId, pageId, appId, oneNetId, conflictId]) {
      expect(await service.ask('Query.verification', { id })).toMatchObject({
        authUrl: null,
        auditInfo: null,
        membership: null,
        deptInfo: [],
        relativeInfo: [],
        references: { rnAuthTicket: null, at: null },
        subject: { realName: null, certType: null, identityNo: null, mobileNo: null },
      });
    }
    await service.ask('Query._entities', { representations: [{ __typename: 'User', guid: forgotten }] });
    const said = JSON.stringify(service.results.slice(before));
    // Not even what a mask leaves.
    for (const { name, identityNo, mobileNo } of [canaryPerson, canaryRelative]) {
      const masked = [`${[...name][0]}*`, `*${identityNo.slice(-2)}"`, `${mobileNo.slice(0, 3)}****`];
      expect(masked.filter((text) => said.includes(text))).toEqual([]);
    }
    expect(readable(forgotten)).toEqual([]);
  });

  it('lets the account verify again, under a new key', async () => {
    await fill(forgotten);
    await redactUser(forgotten);
    const copy = backUp(service.folder, 'after');

    const { mutation, input } = canaryStarts['MOBILE_OWNER'] ?? {};
    service.farEnds.mood = 'well';
    const { verification } = (await service.ask(`Mutation.${mutation}`, { input }, as(forgotten))) as Payload;

    expect(await reveal(verification?.id ?? '')).toMatchObject({
      personalInfo: { realName: canaryPerson.name },
    });
    expect(readable(forgotten)).toEqual(['subject']);
    expect(readable(forgotten, copy)).toEqual([]);
  });
});

describe('the data that is kept for good', () => {
  it('contains no names: the purpose of a reveal is masked like any free text', async () => {
    const [id = ''] = await fill(forgotten);
    const { name, identityNo, mobileNo } = canaryPerson;
    const purpose = `asked by ${name}, ${identityNo}, ${mobileNo}, at the desk`;

    await service.ask('Mutation.revealPersonalInfo', { input: { verificationId: id, purpose } });

    const query = '{ verifications { nodes { reveals { purpose } } } }';
    const headers = { 'content-type': 'application/json' };
    const text = await service.request('/graphql', {
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    });
    expect(text).toContain('asked by 龘***, 6***************16, 177****6655, at the desk');
    expect(allFiles(service.folder).some(({ bytes }) => bytes.includes(name))).toBe(false);
  });

  it('contains no hash by which inputs could be compared or guessed', async () => {
    const { mutation, input } = canaryStarts['MOBILE_OWNER'] ?? {};
    for (const idempotencyKey of ['a-key', 'another-key']) {
      await service.ask(`Mutation.${mutation}`, { input: { ...input, idempotencyKey } }, as(kept));
    }
    const database = new DatabaseSync(databasePath(), { timeout: 5000 });
    const hashes = database.prepare('select request_hash from idempotency').all();
    database.close();

    expect(new Set(hashes.map((row) => row['request_hash'])).size).toBe(2);
  });
});

describe('redactVerification', () => {
  it("destroys that verification, in copies as well, and leaves the account's others readable", async () => {
    const [gone = '', ...others] = await fill(kept);
    const copy = backUp(service.folder, 'before');
    const openIds = (path: string) =>
      new Set(openEverything(path, keystorePath(), [serviceKey]).map(({ verificationId }) => verificationId));
    expect(openIds(copy)).toEqual(new Set([gone, ...others]));

    await service.ask('Mutation.redactVerification', { id: gone });

    expect(openIds(copy).has(gone)).toBe(false);
    expect(openIds(databasePath())).toEqual(new Set(others));
    expect(await reveal(gone)).toMatchObject({ personalInfo: null });
    for (const id of others) expect(await reveal(id)).toMatchObject({ personalInfo: expect.any(Object) });
    const [mobileOwner = ''] = others;
    expect(await reveal(mobileOwner)).toMatchObject({ personalInfo: { realName: canaryPerson.name } });
  });
});
