import { existsSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/config';
import { openInbox } from '../../src/storage/open-store';
import { ask } from '../process/graphql';
import { endProcesses, launchProgram, type ServiceProcess, start } from '../support/process';
import { base64Key } from '../support/settings';
import { documentOf, type Packed, packPackage } from './support/packed';
import { person, shownName, verify } from './support/people';
import { documentedOutput, shapeOf } from './support/reference';

const keys = { ENCRYPTION_KEYS: `k1:${base64Key(1)}` };
const nextKey = `k2:${base64Key(2)}`;
const purpose = 'subject access request 2026-117';
/** The system's user, and the name that --as gives. */
const asChen = `operator:${userInfo().username} as chen`;

let packed: Packed;
let service: ServiceProcess;
beforeAll(async () => {
  packed = packPackage();
  // It has the next key already, as a rotation demands.
  service = await start(
    { ENCRYPTION_KEYS: `${keys.ENCRYPTION_KEYS},${nextKey}`, CONSENT: 'record' },
    packed.options,
  );
});
afterAll(async () => {
  await endProcesses();
  packed.remove();
});

const atPath = (name: string) => join(packed.cwd, name);

/** Resolves when a line of standard output has come. */
async function firstLine(launched: { readonly stdout: string; readonly exited: Promise<unknown> }) {
  let hasEnded = false;
  void launched.exited.then(() => {
    hasEnded = true;
  });
  while (!launched.stdout.includes('\n') && !hasEnded) await new Promise((resolve) => setImmediate(resolve));
  return JSON.parse(launched.stdout.split('\n')[0] ?? '') as Record<string, unknown>;
}

describe('realname serve', () => {
  it('shows its addresses, as docs/cli.md has them', () => {
    expect(shapeOf(service.stdout.replace(/^\{.*\n/gm, ''))).toBe(documentedOutput('serve'));
  });

  it('writes its banner before any line of the log', () => {
    expect(service.stdout.trimStart()).toMatch(/^Real-name verification subgraph\n/);
  });

  it('writes its addresses as a line of JSON with --json, and ends at SIGTERM', async () => {
    const env = { DATABASE_URL: 'sqlite::memory:', SANDBOX: 'off', LOG_LEVEL: 'silent' };
    const launched = launchProgram(env, packed.options, 'serve', '--json');

    const serving = await firstLine(launched);
    expect(serving).toMatchObject({ event: 'serving', sandboxUrl: null });
    expect((await fetch(`${serving['url']}/readyz`)).status).toBe(200);

    launched.kill('SIGTERM');
    expect(await launched.exited).toEqual({ code: 0, signal: null });
    expect(launched.stderr).toBe('');
  });
});

describe('realname sandbox', () => {
  it('runs the twins, and shows the settings that lead to them', async () => {
    const launched = launchProgram({ SANDBOX_PORT: '0' }, packed.options, 'sandbox', '--json');
    // Its log is on the same lines.
    let document: Record<string, unknown> = {};
    while (document['event'] !== 'serving') {
      await firstLine(launched);
      const lines = launched.stdout.trimEnd().split('\n');
      document = lines.map((line) => JSON.parse(line)).find((line) => line.event === 'serving') ?? {};
    }

    const environment = document['environment'] as Record<string, string>;
    const shown = Object.entries(environment).map(([name, value]) => shapeOf(`${name}=${value}`));
    expect(documentedOutput('sandbox').split('\n').slice(-shown.length)).toEqual(shown);
    expect(environment['YUXIN_BASE_URL']).toBe(`${document['url']}/yuxin`);
    expect(loadConfig(environment).providers['YUXIN']).not.toBeNull();

    launched.kill('SIGINT');
    expect(await launched.exited).toEqual({ code: 0, signal: null });
  });

  it.each(['0x10', '65536'])('refuses SANDBOX_PORT=%s, which is not a port', async (SANDBOX_PORT) => {
    const ran = await packed.run({ SANDBOX_PORT }, 'sandbox', '--json');

    expect(ran.code).toBe(2);
    expect(documentOf(ran)).toMatchObject({
      error: { code: 'SETTINGS', message: expect.stringContaining('SANDBOX_PORT must be a whole number') },
    });
  });

  it('listens where --host says', async () => {
    // An address of documentation (RFC 5737), which no machine has.
    const ran = await packed.run({ SANDBOX_PORT: '0' }, 'sandbox', '--host', '203.0.113.9', '--json');

    expect(ran.code).toBe(1);
    expect(documentOf(ran)).toEqual({
      error: { code: 'ADDRESS', message: expect.stringMatching(/203\.0\.113\.9.*--host/) },
    });
  });
});

describe('realname migrate', () => {
  const env = { ...keys, DATABASE_URL: 'sqlite:./migrated/realname.db' };

  it('creates the database and says what it did; repeated, it does nothing', async () => {
    const first = await packed.run(env, 'migrate');
    const second = await packed.run(env, 'migrate', '--json', '--progress');

    expect(first).toEqual({
      code: 0,
      stdout:
        'Done: 0001-initial, 0002-monthly-events, 0003-more-references, 0004-assurance, 0005-single-use, 0006-messages, 0007-erasure, 0008-guards, 0009-leases, 0010-feed, 0011-cases, 0012-transparency-log, 0013-consents, 0017-row-seal, 0018-privileged-acts, 0020-destinations, 0021-case-erasure, 0023-case-seal, 0024-log-places. The database is at this version.\n',
      stderr: '',
    });
    expect(documentedOutput('migrate')).toBe(shapeOf(first.stdout));
    expect([second.code, documentOf(second)]).toEqual([0, { done: [] }]);
    expect(second.stderr).toBe('checking the database\nmigrating the database\n');
    expect(statSync(atPath('migrated/realname.db')).mode & 0o777).toBe(0o600);
  });

  it('says why it cannot migrate', async () => {
    const { code, stdout, stderr } = await packed.run(
      { ...keys, DATABASE_URL: 'postgres://u:secret-4711@127.0.0.1:1/db' },
      'migrate',
    );

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Name a reachable database');
    expect(stderr).not.toContain('4711');
  });
});

describe('realname keys rotate', () => {
  it('seals keys again while the service runs, and says how many', async () => {
    // One account's key, and the secret of the seals of rows.
    await verify(service.url, 'account-of-rotation');
    const env = { ENCRYPTION_KEYS: `${nextKey},${keys.ENCRYPTION_KEYS}` };

    const rotated = await packed.run(env, 'keys', 'rotate', '--json');
    const again = await packed.run(env, 'keys', 'rotate');
    // Back to the service's own key, which else could not read what comes.
    const back = await packed.run(
      { ENCRYPTION_KEYS: `${keys.ENCRYPTION_KEYS},${nextKey}` },
      'keys',
      'rotate',
    );

    expect([rotated.code, documentOf(rotated)]).toEqual([0, { dataKeys: 2, pushes: 0 }]);
    expect(again.stdout).toMatch(/^Done: 0 data keys sealed again\. .+ no longer needed\.\n$/);
    expect(back.stdout).toMatch(/^Done: 2 data keys/);
    expect(documentedOutput('keys rotate')).toBe(shapeOf(back.stdout));
  });
});

describe('realname inbox', () => {
  it('lists pushes that were set aside, and tries them again', async () => {
    const env = { ...keys, INBOX_PATH: './pushes.inbox' };
    const { encryptionKeys, cipherSuite } = loadConfig(env);
    const inbox = openInbox(atPath('pushes.inbox'), { encryptionKeys: encryptionKeys ?? [], cipherSuite });
    const receivedAt = new Date('2026-11-22T01:02:03.000Z');
    for (const callbackHash of ['a', 'b', 'c'])
      inbox.put({ provider: 'ONENET', callbackHash, hasMac: true, body: {}, receivedAt });
    for (const id of [1, 2]) inbox.setAside(id, 'unknown verification');
    inbox.close();

    const listed = await packed.run(env, 'inbox', 'list');
    const document = await packed.run(env, 'inbox', 'list', '--json');
    const one = await packed.run(env, 'inbox', 'replay', '2');
    const same = await packed.run(env, 'inbox', 'replay', '2', '--json');
    const all = await packed.run(env, 'inbox', 'replay');

    expect(listed.stdout.split('\n')).toEqual([
      '1 pushes wait for the database.',
      'set aside: 1  ONENET  2026-11-22T01:02:03.000Z  unknown verification',
      'set aside: 2  ONENET  2026-11-22T01:02:03.000Z  unknown verification',
      '',
    ]);
    expect(documentedOutput('inbox list')).toBe(shapeOf(listed.stdout));
    expect(documentedOutput('inbox replay')).toBe(shapeOf(one.stdout));
    expect(documentOf(document)).toMatchObject({
      waiting: 1,
      aside: [{ id: 1, provider: 'ONENET', reason: 'unknown verification' }, { id: 2 }],
    });
    expect([one.code, one.stdout]).toEqual([0, '1 pushes will be tried again.\n']);
    // That one is not set aside any more.
    expect([same.code, documentOf(same)]).toEqual([1, { replayed: 0 }]);
    expect([all.code, all.stdout]).toEqual([0, '1 pushes will be tried again.\n']);
  });
});

describe('realname export', () => {
  it('writes everything about an account in plain text, and records the reveal', async () => {
    const id = await verify(service.url, 'account-of-export');
    const noticeDigest = 'ab'.repeat(32);
    await ask(
      service.url,
      'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { consent { id } } }',
      {
        input: {
          guid: 'account-of-export',
          purpose: 'default',
          kind: 'GENERAL',
          noticeVersion: 'v1',
          noticeDigest,
        },
      },
    );

    const ran = await packed.run(
      keys,
      'export',
      'account-of-export',
      '--purpose',
      purpose,
      '--as',
      'chen',
      '--json',
    );

    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(documentOf(ran)).toMatchObject({
      guid: 'account-of-export',
      exportedBy: asChen,
      isRealNameVerified: true,
      verifications: [
        {
          id,
          provider: 'YUXIN',
          status: 'APPROVED',
          personal: { subject: { ...person, certType: 'RESIDENT_ID_CARD' }, audit: null, school: null },
          history: [
            { version: 1, cause: 'REQUESTED' },
            { version: 2, status: 'APPROVED' },
          ],
          reveals: [{ caller: asChen, purpose }],
        },
      ],
      consents: [
        { purpose: 'default', kind: 'GENERAL', status: 'LIVE', noticeDigest, givenBy: 'account-of-export' },
      ],
      attempts: [],
    });
    // A reason of staff is shown to realname:review alone.
    expect(ran.stdout).not.toContain('staffReason');
    const { verification } = await ask<{ verification: unknown }>(
      service.url,
      'query ($id: ID!) { verification(id: $id) { reveals { callerGuid purpose } } }',
      { id },
    );
    expect(verification).toEqual({ reveals: [{ callerGuid: asChen, purpose }] });
  });

  it('writes a file that no other user can read, and never overwrites one', async () => {
    await verify(service.url, 'account-of-file');
    const args = ['export', 'account-of-file', '--purpose', purpose, '--out', 'account.json'];

    const first = await packed.run(keys, ...args);
    const written = readFileSync(atPath('account.json'), 'utf8');
    const second = await packed.run(keys, ...args);

    expect(first).toEqual({ code: 0, stdout: 'account.json: 1 verifications.\n', stderr: '' });
    expect(documentedOutput('export')).toBe(shapeOf(first.stdout));
    expect(statSync(atPath('account.json')).mode & 0o777).toBe(0o600);
    const document = JSON.parse(written) as { verifications: { reveals: unknown[] }[] };
    expect(document.verifications[0]?.reveals).toHaveLength(1);
    expect([second.code, second.stdout]).toEqual([1, '']);
    expect(second.stderr).toContain('account.json exists already');
    expect(readFileSync(atPath('account.json'), 'utf8')).toBe(written);
    // Data that could not be written does not count as revealed.
    const later = await packed.run(keys, 'export', 'account-of-file', '--purpose', purpose, '--json');
    expect(documentOf<typeof document>(later).verifications[0]?.reveals).toHaveLength(2);
  });

  it('requires a real purpose, and leaves no file behind without one', async () => {
    await verify(service.url, 'account-of-purpose');

    const { code, stderr } = await packed.run(
      keys,
      'export',
      'account-of-purpose',
      '--purpose',
      'because',
      '--out',
      'not.json',
    );

    expect([code, stderr]).toEqual([2, '--purpose: purpose must have 10 to 500 characters.\n']);
    expect(existsSync(atPath('not.json'))).toBe(false);
  });

  it('says that nothing is stored for an unknown account', async () => {
    const ran = await packed.run(keys, 'export', 'nobody', '--purpose', purpose);

    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ guid: 'nobody', verifications: [] });
    expect(ran.stderr).toBe('Nothing is stored about this account.\n');
  });
});

describe('realname redact', () => {
  it('destroys nothing without a terminal and without --yes', async () => {
    const id = await verify(service.url, 'account-of-question');

    const { code, stderr } = await packed.run(keys, 'redact', 'user', 'account-of-question');

    expect([code, stderr]).toEqual([2, 'No terminal to confirm on: pass --yes.\n']);
    expect(await shownName(service.url, id)).toBe('欧***');
  });

  it('destroys all data of an account, which the running service shows at once', async () => {
    const ids = [await verify(service.url, 'account-of-user'), await verify(service.url, 'account-of-user')];

    const ran = await packed.run(
      keys,
      'redact',
      'user',
      'account-of-user',
      '--yes',
      '--as',
      'chen',
      '--json',
    );
    const again = await packed.run(keys, 'redact', 'user', 'account-of-user', '--yes');

    expect([ran.code, documentOf(ran)]).toEqual([0, { guid: 'account-of-user', redacted: 2, by: asChen }]);
    for (const id of ids) expect(await shownName(service.url, id)).toBeNull();
    expect([again.code, again.stdout]).toEqual([
      0,
      'Nothing to do: no personal data is stored for this account.\n',
    ]);
  });

  it('destroys one verification, and leaves the others of its account', async () => {
    const [gone, kept] = [
      await verify(service.url, 'account-of-one'),
      await verify(service.url, 'account-of-one'),
    ];

    const first = await packed.run(keys, 'redact', 'verification', gone, '--yes');
    const second = await packed.run(keys, 'redact', 'verification', gone, '--yes');
    const unknown = await packed.run(keys, 'redact', 'verification', 'unknown', '--yes', '--json');

    expect(first).toMatchObject({
      code: 0,
      stdout: 'Done: the personal data of the verification was destroyed.\n',
    });
    expect(documentedOutput('redact verification')).toBe(shapeOf(first.stdout));
    expect([await shownName(service.url, gone), await shownName(service.url, kept)]).toEqual([null, '欧***']);
    expect(second).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('before') });
    expect(unknown.code).toBe(1);
    expect(documentOf(unknown)).toEqual({
      error: { code: 'REFUSED', message: 'There is no such verification.' },
    });
  });

  it('is shown by a later export as destroyed, with its history', async () => {
    const id = await verify(service.url, 'account-of-both');
    await packed.run(keys, 'redact', 'user', 'account-of-both', '--yes');

    const ran = await packed.run(keys, 'export', 'account-of-both', '--purpose', purpose, '--json');

    expect(documentOf(ran)).toMatchObject({
      verifications: [
        {
          id,
          redactedAt: expect.any(String),
          personal: { subject: null, parameters: null },
          history: [{ cause: 'REQUESTED' }, {}, { cause: 'REDACTED' }],
          reveals: [],
        },
      ],
    });
    expect(ran.stdout).not.toContain(person.identityNo);
  });
});

describe('realname acts', () => {
  it('tells the system user from the name that a person gave, and both from a caller', async () => {
    const id = await verify(service.url, 'account-of-acts');
    await packed.run(keys, 'export', 'account-of-acts', '--purpose', purpose, '--as', 'chen');
    await packed.run(keys, 'redact', 'user', 'account-of-acts', '--yes');

    const ofAccount = await packed.run(keys, 'acts', '--account', 'account-of-acts', '--json');
    const ofVerification = await packed.run(keys, 'acts', '--verification', id, '--last', '1');

    const by = { kind: 'commandLine', systemUser: userInfo().username, givenName: null };
    expect(documentOf(ofAccount)).toMatchObject({
      acts: [
        { kind: 'REDACT_USER', account: 'account-of-acts', by },
        { kind: 'EXPORT', account: 'account-of-acts', by: { ...by, givenName: 'chen' } },
      ],
    });
    expect(ofVerification.stdout).toMatch(
      new RegExp(`^\\S+  REDACT_VERIFICATION  verification ${id}  by system user ${by.systemUser}\n$`),
    );
    expect((await packed.run(keys, 'acts', '--last', '0')).code).toBe(2);
  });
});
