import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { cipherSuiteNames } from '../../src/storage/encryption/cipher-suite';
import { SealError, StoreOpenError } from '../../src/storage/errors';
import { openStore } from '../../src/storage/open-store';
import type { Store } from '../../src/storage/store';
import { child, inventedAudit, person } from '../graphql/invented';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import {
  at,
  change,
  draft,
  everythingPersonal,
  nothingNew,
  pushed,
  read,
  serviceKey,
  settings,
} from './samples';

let folder: TemporaryFolder;
let open: Store[];

beforeEach(() => {
  folder = temporaryFolder();
  open = [];
});

afterEach(async () => {
  for (const store of open) await store.close();
  folder.remove();
});

const path = (name: string) => join(folder.path, name);

async function opened(changes: Parameters<typeof settings>[1] = {}): Promise<Store> {
  const store = await openStore(settings(`sqlite:${path('realname.db')}`, changes));
  open.push(store);
  return store;
}

async function closeAll(): Promise<void> {
  for (const store of open.splice(0)) await store.close();
}

/** Runs SQL on one of the files, past the store. */
function edit(file: 'realname.db' | 'realname.keystore', sql: string): void {
  const database = new DatabaseSync(path(file));
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

/** Every file of the database, its logs included. */
function allBytes(): Buffer {
  return Buffer.concat(readdirSync(folder.path).map((file) => readFileSync(path(file))));
}

/** A text as it might stand in a file. */
function disguises(text: string): Record<string, Buffer> {
  const bytes = Buffer.from(text);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return {
    plain: bytes,
    'UTF-16': Buffer.from(text, 'utf16le'),
    hex: Buffer.from(bytes.toString('hex')),
    'upper-case hex': Buffer.from(bytes.toString('hex').toUpperCase()),
    // The last character also holds bits of whatever follows.
    base64: Buffer.from(base64.slice(0, -1)),
    base64url: Buffer.from(bytes.toString('base64url').slice(0, -1)),
    escaped: Buffer.from(JSON.stringify(text).slice(1, -1)),
    'in a URL': Buffer.from(encodeURIComponent(text)),
  };
}

const personalTexts = [
  person.realName,
  person.identityNo,
  person.mobileNo,
  child.realName,
  child.identityNo,
  child.mobileNo,
  inventedAudit.custCertAddr ?? '',
  `G${person.identityNo}`,
  'https://provider.example/page',
  'https://app.example/done',
];

describe.each(cipherSuiteNames)('a store that seals with %s', (cipherSuite) => {
  it('has no personal data in any of its files, neither plain nor encoded', async () => {
    const store = await opened({ cipherSuite });
    await store.verifications.create(
      draft('v-1', {
        personal: everythingPersonal,
        idempotency: {
          keyHash: store.encryption.fingerprint(`key ${person.identityNo}`),
          requestHash: store.encryption.fingerprint(JSON.stringify(person)),
        },
      }),
    );
    await store.attempts.take(`mobile:${person.mobileNo}`, { now: at(0), windowMs: 1000, limit: 5 });
    await change(
      store,
      'v-1',
      pushed(at(1), { kind: 'approved', subject: child, audit: inventedAudit }),
      at(1),
    );
    const files = readdirSync(folder.path).sort();
    expect(files).toEqual(
      expect.arrayContaining([
        'realname.db',
        'realname.db-wal',
        'realname.keystore',
        'realname.keystore-wal',
      ]),
    );
    const whileOpen = allBytes();
    await closeAll();
    for (const bytes of [whileOpen, allBytes()]) {
      for (const text of personalTexts) {
        for (const [disguise, needle] of Object.entries(disguises(text))) {
          expect([text, disguise, bytes.includes(needle)]).toEqual([text, disguise, false]);
        }
      }
      // The search can find: what is not personal stands there.
      expect(bytes.includes('ONENET_PAGE')).toBe(true);
    }
  });

  it('opens a value only in its own row and column', async () => {
    const store = await opened({ cipherSuite });
    // One account, and so one data key: it is the place alone that differs.
    await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
    await store.verifications.create(draft('v-2', { personal: everythingPersonal }));
    edit(
      'realname.db',
      `update verification set sealed_subject = (select sealed_subject from verification where id = 'v-1'),
         sealed_memo = sealed_audit, sealed_return_to = sealed_return_to where id = 'v-2'`,
    );
    // Whatever the seal of the row says.
    await store.encryption.sealRows({ trusted: true });
    const { personal } = await read(store, 'v-2');
    expect(() => personal.subject?.reveal()).toThrow(SealError);
    expect(() => personal.memo?.reveal()).toThrow(SealError);
    expect(personal.returnTo?.reveal()).toBe(everythingPersonal.returnTo.reveal());
    expect((await read(store, 'v-1')).personal.subject?.reveal()).toEqual(
      everythingPersonal.subject.reveal(),
    );
  });

  it.each([
    ['altered', `update verification set sealed_subject = cast(sealed_subject || x'00' as blob)`],
    ['cut short', `update verification set sealed_subject = substr(sealed_subject, 1, 20)`],
    ['emptied', `update verification set sealed_subject = x''`],
    [
      'of an unknown suite',
      `update verification set sealed_subject = cast(x'ff' || substr(sealed_subject, 2) as blob)`,
    ],
  ])('does not open a value that was %s, and does not repeat it', async (_how, sql) => {
    const store = await opened({ cipherSuite });
    await store.verifications.create(draft('v-1'));
    edit('realname.db', sql);
    await store.encryption.sealRows({ trusted: true });
    const { personal } = await read(store, 'v-1');
    expect(() => personal.subject?.reveal()).toThrow(SealError);
    expect(() => personal.subject?.reveal()).not.toThrow(new RegExp(person.realName));
  });

  it('does not open with the data key of another account', async () => {
    const store = await opened({ cipherSuite });
    await store.verifications.create(draft('v-1'));
    await store.verifications.create(draft('w-1', { guid: 'account-2' }));
    edit(
      'realname.db',
      `update verification set data_key_id = (select data_key_id from account where guid = 'account-2') where id = 'v-1'`,
    );
    const { personal } = await read(store, 'v-1');
    expect(() => personal.subject?.reveal()).toThrow(SealError);
  });

  it('does not accept the wrapped key of another account', async () => {
    const store = await opened({ cipherSuite });
    await store.verifications.create(draft('v-1'));
    await store.verifications.create(draft('w-1', { guid: 'account-2' }));
    await closeAll();
    // Each key gets the other's wrapping.
    edit(
      'realname.keystore',
      `create temp table swapped as select a.id, b.wrapped from data_key a join data_key b on a.id <> b.id
         where a.id not like 'row-seal-%' and b.id not like 'row-seal-%';
       update data_key set wrapped = (select wrapped from swapped where swapped.id = data_key.id)
         where id in (select id from swapped)`,
    );
    const { personal } = await read(await opened({ cipherSuite }), 'v-1');
    expect(() => personal.subject?.reveal()).toThrow(SealError);
  });

  it('seals the same value differently each time', async () => {
    const store = await opened({ cipherSuite });
    await store.verifications.create(draft('v-1'));
    await store.verifications.create(draft('v-2'));
    const database = new DatabaseSync(path('realname.db'), { readOnly: true });
    const sealed = database
      .prepare('select hex(sealed_subject) as sealed from verification')
      .all()
      .map((row) => row['sealed']);
    database.close();
    expect(new Set(sealed).size).toBe(2);
  });
});

describe('a cipher suite', () => {
  it('seals new values after a change, and values of the other suite still open', async () => {
    await (await opened({ cipherSuite: 'aes' })).verifications.create(draft('v-1'));
    await closeAll();
    const store = await opened({ cipherSuite: 'sm4' });
    await store.verifications.create(draft('v-2'));
    await store.verifications.create(draft('w-1', { guid: 'account-2' }));
    await closeAll();
    const back = await opened({ cipherSuite: 'aes' });
    for (const id of ['v-1', 'v-2', 'w-1']) {
      expect((await read(back, id)).personal.subject?.reveal()).toEqual(person);
    }
  });
});

describe('a destroyed data key', () => {
  async function withDestroyedKey(): Promise<Store> {
    const store = await opened();
    await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
    edit('realname.keystore', 'delete from data_key');
    return store;
  }

  it('does no harm until a personal value is revealed', async () => {
    const store = await withDestroyedKey();
    const verification = await read(store, 'v-1');
    expect(verification).toMatchObject({ id: 'v-1', status: 'PENDING', version: 1 });
    expect((await store.verifications.list({ filter: {}, limit: 5 })).items).toHaveLength(1);
    expect(() => verification.personal.subject?.reveal()).toThrow(SealError);
  });

  it('does not prevent changes without personal values', async () => {
    const store = await withDestroyedKey();
    await change(store, 'v-1', nothingNew, at(1));
    const { verification } = await change(store, 'v-1', { kind: 'redacted' }, at(2));
    expect(verification.version).toBe(3);
  });

  it('makes the store refuse new personal values instead of losing them', async () => {
    const store = await withDestroyedKey();
    await expect(
      change(store, 'v-1', pushed(at(1), { kind: 'approved', audit: inventedAudit }), at(1)),
    ).rejects.toThrow(SealError);
    expect((await read(store, 'v-1')).version).toBe(1);
  });

  it('is replaced at the account’s next verification', async () => {
    const store = await withDestroyedKey();
    await store.verifications.create(draft('v-2'));
    expect((await read(store, 'v-2')).personal.subject?.reveal()).toEqual(person);
  });
});

describe('redaction', () => {
  it('leaves no sealed value in any file, nor the key that opens a copy', async () => {
    const store = await opened();
    await store.verifications.create(draft('v-1', { personal: everythingPersonal }));
    await store.verifications.create(draft('v-2'));
    const database = new DatabaseSync(path('realname.db'), { readOnly: true });
    const keystore = new DatabaseSync(path('realname.keystore'), { readOnly: true });
    const sealed = Object.values(
      database
        .prepare(
          `select sealed_subject, sealed_school, sealed_audit, sealed_memo from verification where id = 'v-1'`,
        )
        .get() ?? {},
    );
    const wrapped = keystore
      .prepare(
        "select wrapped from data_key where substr(wrapped, 1, 1) <> x'00' and id not like 'row-seal-%'",
      )
      .all()
      .map((row) => row['wrapped']);
    database.close();
    keystore.close();
    const needles = [...sealed, ...wrapped].map((value) => {
      if (!(value instanceof Uint8Array)) throw new Error('expected a sealed value');
      return Buffer.from(value);
    });
    expect(needles).toHaveLength(5);
    expect(needles.map((needle) => allBytes().includes(needle))).toEqual(needles.map(() => true));

    await change(store, 'v-1', { kind: 'redacted' }, at(1));
    await store.retention.destroyRedacted(['v-1']);
    expect(needles.map((needle) => allBytes().includes(needle))).toEqual(needles.map(() => false));
    await closeAll();
    expect(needles.map((needle) => allBytes().includes(needle))).toEqual(needles.map(() => false));
  });
});

describe('ENCRYPTION_KEYS', () => {
  const [k1, k2, k3] = [serviceKey('k1'), serviceKey('k2'), serviceKey('k3')];
  const subjectOf = async (store: Store, id: string) => (await read(store, id)).personal.subject?.reveal();

  it.each([
    ['another name and key', [k2]],
    ['the same name and another key', [{ ...k2, id: 'k1' }]],
  ])('with %s do not open the database, and say what to do', async (_which, encryptionKeys) => {
    await (await opened({ encryptionKeys: [k1] })).verifications.create(draft('v-1'));
    await closeAll();
    const refused = opened({ encryptionKeys });
    await expect(refused).rejects.toThrow(StoreOpenError);
    await expect(refused).rejects.toThrow(
      /^The database cannot be opened with these keys: .*Add that key after/,
    );
    expect(await subjectOf(await opened({ encryptionKeys: [k1] }), 'v-1')).toEqual(person);
  });

  it('with a new key first and the old one after it open old and new values', async () => {
    await (await opened({ encryptionKeys: [k1] })).verifications.create(draft('v-1'));
    await closeAll();
    const store = await opened({ encryptionKeys: [k2, k1] });
    await store.verifications.create(draft('v-2'));
    await store.verifications.create(draft('w-1', { guid: 'account-2' }));
    for (const id of ['v-1', 'v-2', 'w-1']) expect(await subjectOf(store, id)).toEqual(person);
  });

  it('need only the first key once everything is sealed with it, and not before', async () => {
    await (await opened({ encryptionKeys: [k1] })).verifications.create(draft('v-1'));
    await closeAll();
    const store = await opened({ encryptionKeys: [k2, k1] });
    await store.verifications.create(draft('w-1', { guid: 'account-2' }));
    await closeAll();
    await expect(opened({ encryptionKeys: [k2] })).rejects.toThrow(StoreOpenError);

    const before = await opened({ encryptionKeys: [k3, k2, k1] });
    const print = before.encryption.fingerprint('a text');
    // Two accounts, and the secret of the seals of rows.
    expect(await before.encryption.rotateKeys()).toBe(3);
    expect(await before.encryption.rotateKeys()).toBe(0);
    await closeAll();
    const after = await opened({ encryptionKeys: [k3] });
    for (const id of ['v-1', 'w-1']) expect(await subjectOf(after, id)).toEqual(person);
    // ServerLimits, idempotency keys and counters are looked up by it.
    expect(after.encryption.fingerprint('a text')).toBe(print);
  });

  it('make fingerprints that differ from those of every other database', async () => {
    const one = await opened();
    const other = await openStore(settings('sqlite::memory:'));
    open.push(other);
    expect(one.encryption.fingerprint(person.identityNo)).not.toBe(
      other.encryption.fingerprint(person.identityNo),
    );
  });
});
