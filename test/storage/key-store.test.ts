import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../src/domain/privacy/secret';
import { StoreOpenError } from '../../src/storage/errors';
import type { KeyStore } from '../../src/storage/key-store/contract';
import { FileKeyStore } from '../../src/storage/key-store/file-key-store';
import { openKeyStore } from '../../src/storage/key-store/open-key-store';
import { VaultKeyStore } from '../../src/storage/key-store/vault-key-store';
import { openSqlite } from '../../src/storage/sqlite/database';
import { type FakeVault, openFakeVault } from '../support/fake-vault';
import { addressOf } from './samples';

interface Opened {
  readonly keyStore: KeyStore;
  /** Everything that it holds, as bytes: every file, or every secret. */
  bytes(): Buffer;
  release(): Promise<void>;
}

function everyFile(folder: string): Buffer {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Buffer.concat(names.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}

async function openInFile(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'realname-keys-'));
  const address = addressOf(`sqlite:${join(folder, 'realname.db')}`);
  if (address.kind !== 'sqlite') throw new Error('expected a file');
  const database = openSqlite(address);
  return {
    keyStore: openKeyStore({ kind: 'database' }, database),
    bytes: () => everyFile(folder),
    async release() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openInFolder(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'realname-keys-'));
  return {
    keyStore: FileKeyStore.open(join(folder, 'keys')),
    bytes: () => everyFile(folder),
    release: async () => rmSync(folder, { recursive: true }),
  };
}

function vaultStore(vault: FakeVault, token = vault.env['KEYSTORE_TOKEN'] ?? ''): VaultKeyStore {
  const { origin } = vault;
  const address = {
    kind: 'vault',
    origin,
    mount: 'kv',
    folder: 'realname/keys',
    token: Secret.of(token),
  } as const;
  return new VaultKeyStore(address, fetch);
}

async function openInVault(): Promise<Opened> {
  const vault = await openFakeVault();
  return {
    keyStore: vaultStore(vault),
    bytes: () =>
      Buffer.concat(
        [...vault.contents().matchAll(/"key":"([^"]*)"/g)].map(([, key = '']) => Buffer.from(key, 'base64')),
      ),
    release: () => vault.close(),
  };
}

/** As a service key seals it: never a zero first. */
const sealed = (length = 72) => Buffer.concat([Buffer.of(2), randomBytes(length)]);

async function idsIn(keyStore: KeyStore): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const batch of keyStore.ids()) ids.push(...batch);
  return ids.sort();
}

describe.each([
  ['a file beside the SQLite database', openInFile],
  ['a folder (file:)', openInFolder],
  ['HashiCorp Vault (vault:)', openInVault],
])('a key store in %s', (_name, open) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.release());

  it('returns the keys that exist, byte for byte, and no others', async () => {
    const { keyStore } = opened;
    const keys = new Map([60, 73, 150].map((length) => [randomUUID(), sealed(length)]));
    for (const [id, key] of keys) await keyStore.add(id, key);

    const found = await keyStore.read([...keys.keys(), randomUUID()]);

    expect([...found].map(([id, key]) => [id, Buffer.from(key)]).sort()).toEqual([...keys].sort());
    expect(await idsIn(keyStore)).toEqual([...keys.keys()].sort());
  });

  it('refuses a second key with the same id, and keeps the first', async () => {
    const { keyStore } = opened;
    const [id, first] = [randomUUID(), sealed()];
    await keyStore.add(id, first);

    await expect(keyStore.add(id, sealed())).rejects.toThrow();

    expect(Buffer.from((await keyStore.read([id])).get(id) ?? [])).toEqual(first);
  });

  it('leaves no byte of a destroyed key, and destroys it again without a fault', async () => {
    const { keyStore, bytes } = opened;
    const [gone, kept] = [
      { id: randomUUID(), key: sealed() },
      { id: randomUUID(), key: sealed() },
    ];
    for (const { id, key } of [gone, kept]) await keyStore.add(id, key);
    expect(bytes().includes(gone.key)).toBe(true);

    for (let times = 0; times < 2; times += 1) await keyStore.destroy([gone.id]);

    expect(bytes().includes(gone.key)).toBe(false);
    expect(bytes().includes(kept.key)).toBe(true);
    expect([...(await keyStore.read([gone.id, kept.id])).keys()]).toEqual([kept.id]);
    expect(await idsIn(keyStore)).toEqual([kept.id]);
  });

  it('replaces the seal of an existing key and leaves no byte of the earlier seal, but brings no destroyed key back', async () => {
    const { keyStore, bytes } = opened;
    const [id, before, after] = [randomUUID(), sealed(72), sealed(90)];
    await keyStore.add(id, before);

    expect(await keyStore.replace(id, after)).toBe(true);
    await keyStore.tidy();
    expect(bytes().includes(before)).toBe(false);
    expect(Buffer.from((await keyStore.read([id])).get(id) ?? [])).toEqual(after);

    await keyStore.destroy([id]);
    expect(await keyStore.replace(id, before)).toBe(false);
    expect((await keyStore.read([id])).size).toBe(0);
  });
});

it('an SQLite key store leaves no byte of any of 1,000 destroyed keys among 1,500, in any order', async () => {
  const { keyStore, bytes, release } = await openInFile();
  try {
    const live = new Map<string, Buffer>();
    const dead: Buffer[] = [];
    for (let n = 0; n < 2500; n += 1) {
      const oldest = [...live.keys()][n % Math.max(live.size, 1)];
      if (n % 5 < 3 || oldest === undefined) {
        const [id, key] = [randomUUID(), sealed()];
        await keyStore.add(id, key);
        live.set(id, key);
      } else {
        dead.push(live.get(oldest) ?? Buffer.alloc(0));
        live.delete(oldest);
        await keyStore.destroy([oldest]);
      }
    }
    const all = bytes();
    expect(dead).toHaveLength(1000);
    expect(dead.filter((key) => all.includes(key))).toEqual([]);
    expect([...live.values()].filter((key) => !all.includes(key))).toEqual([]);
  } finally {
    await release();
  }
});

describe('a key store in a folder (file:)', () => {
  it('is refused if its volume is not mounted: no folder is made in its place', () => {
    const missing = join(tmpdir(), `realname-${randomUUID()}`);

    expect(() => FileKeyStore.open(join(missing, 'keys'))).toThrow(StoreOpenError);

    expect(existsSync(missing)).toBe(false);
  });

  it('writes to one file to destroy one key, however many others there are', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'realname-keys-'));
    try {
      const keyStore = FileKeyStore.open(folder);
      const ids = Array.from({ length: 300 }, () => randomUUID());
      for (const id of ids) await keyStore.add(id, sealed());
      const [gone = '', ...others] = ids;
      const before = others.map((id) => readFileSync(join(folder, id.slice(0, 2), id)));

      await keyStore.destroy([gone]);

      expect(existsSync(join(folder, gone.slice(0, 2), gone))).toBe(false);
      expect(others.map((id) => readFileSync(join(folder, id.slice(0, 2), id)))).toEqual(before);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a key store in HashiCorp Vault (vault:)', () => {
  it('names the status and the setting, and no secret, when Vault refuses or is sealed', async () => {
    const vault = await openFakeVault();
    try {
      const fault = (work: Promise<unknown>) =>
        work.then(
          () => '',
          (error: unknown) => String(error),
        );
      expect(await fault(vaultStore(vault, 'hvs.wrong').read(['an-id']))).toMatch(/403.*KEYSTORE_TOKEN/);
      vault.seal(true);
      expect(await fault(vaultStore(vault).add('an-id', sealed()))).toMatch(/503/);
      expect(await fault(vaultStore(vault, 'hvs.wrong').destroy(['an-id']))).not.toContain('hvs.wrong');
    } finally {
      await vault.close();
    }
  });

  it('destroys a key with all of its versions in one request', async () => {
    const vault = await openFakeVault();
    try {
      const keyStore = vaultStore(vault);
      await keyStore.add('an-id', sealed());
      await keyStore.replace('an-id', sealed());
      const before = vault.requests.length;

      await keyStore.destroy(['an-id']);

      expect(vault.requests.slice(before)).toEqual(['DELETE /v1/kv/metadata/realname/keys/an-id']);
      expect(vault.contents()).toBe('[]');
    } finally {
      await vault.close();
    }
  });
});
