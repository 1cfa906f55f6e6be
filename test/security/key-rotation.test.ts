import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createApp } from '../../src/app/app';
import { loadConfig } from '../../src/config/config';
import { SealError, StoreOpenError } from '../../src/storage/errors';
import { openInbox } from '../../src/storage/open-store';
import { ask } from '../process/graphql';
import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { endProcesses, launchProgram, start } from '../support/process';
import { base64Key } from '../support/settings';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { gao } from '../support/ucenter-inputs';

const opened = closeAfterEach();
const [oldKey, newKey] = [`old:${base64Key(1)}`, `new:${base64Key(2)}`];

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await endProcesses();
  folder.remove();
});

const envOf = (...keys: readonly string[]) => ({
  DATABASE_URL: `sqlite:${join(folder.path, 'realname.db')}`,
  ENCRYPTION_KEYS: keys.join(),
});

const verify = `mutation ($guid: ID!) {
  verifyMobileOwner(input: {
    guid: $guid, idCard: "${gao.identityNo}", userName: "${gao.name}", mobileNo: "${gao.mobileNo}"
  }) { verification { id } }
}`;
const reveal = `mutation ($id: ID!) {
  revealPersonalInfo(input: { verificationId: $id, purpose: "a test of key rotation" }) { personalInfo { realName } }
}`;

type Ask = (query: string, variables: Record<string, unknown>) => Promise<unknown>;

async function verifyWith(run: Ask, guid: string): Promise<string> {
  const data = (await run(verify, { guid })) as { verifyMobileOwner: { verification: { id: string } } };
  return data.verifyMobileOwner.verification.id;
}

async function revealWith(run: Ask, id: string): Promise<string | null> {
  const data = (await run(reveal, { id })) as {
    revealPersonalInfo: { personalInfo: { realName: string } | null };
  };
  return data.revealPersonalInfo.personalInfo?.realName ?? null;
}

const accounts = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}-${n}`);

/** Names of the service keys that something in the key store or the inbox is sealed with. */
function sealingKeys(): ReadonlySet<string> {
  const database = new DatabaseSync(join(folder.path, 'realname.keystore'), { timeout: 5000 });
  const rows = database.prepare("select wrapped from data_key where substr(wrapped, 1, 1) <> x'00'").all();
  database.close();
  return new Set(
    rows
      .map(({ wrapped }) => Buffer.from(wrapped as Uint8Array))
      .map((bytes) => bytes.subarray(1, 1 + (bytes[0] ?? 0)).toString()),
  );
}

describe('key rotation', () => {
  it('seals every value again while the service runs; then the old key opens nothing and is not needed', async () => {
    const before = await startTestApp({ env: envOf(oldKey) });
    const askBefore: Ask = (query, variables) => before.query(query, variables);
    const ids = await Promise.all(accounts('before', 120).map((guid) => verifyWith(askBefore, guid)));
    await before.close();
    expect(sealingKeys()).toEqual(new Set(['old']));

    const service = await start(envOf(newKey, oldKey), { cwd: folder.path });
    const askService: Ask = (query, variables) => ask(service.url, query, variables);
    const rotation = launchProgram(envOf(newKey, oldKey), { cwd: folder.path }, 'keys', 'rotate');
    let isRotating = true;
    void rotation.exited.then(() => {
      isRotating = false;
    });
    const meanwhile: string[] = [];
    while (isRotating || meanwhile.length < 20) {
      const n = meanwhile.length;
      const [id, seen] = await Promise.all([
        verifyWith(askService, `meanwhile-${n}`),
        revealWith(askService, ids[n % ids.length] ?? ''),
      ]);
      meanwhile.push(id);
      expect(seen).toBe(gao.name);
    }
    expect(await rotation.exited).toEqual({ code: 0, signal: null });
    expect(rotation.stdout).toContain('no longer needed');
    service.kill('SIGTERM');
    await service.exited;

    expect(sealingKeys()).toEqual(new Set(['new']));
    const after: TestApp = opened.keep(await startTestApp({ env: envOf(newKey) }));
    const askAfter: Ask = (query, variables) => after.query(query, variables);
    for (const id of [...ids, ...meanwhile]) expect(await revealWith(askAfter, id)).toBe(gao.name);
    await expect(createApp(loadConfig({ PORT: '0', ...envOf(oldKey) }))).rejects.toThrow(StoreOpenError);
  });

  it('is refused while a running process lacks the new key', async () => {
    const service = opened.keep(await startTestApp({ env: envOf(oldKey) }));
    const id = await verifyWith((query, variables) => service.query(query, variables), 'account');

    const rotation = launchProgram(envOf(newKey, oldKey), { cwd: folder.path }, 'keys', 'rotate');

    expect(await rotation.exited).toMatchObject({ code: 1 });
    expect(rotation.stderr).toContain('1 running processes lack the first of ENCRYPTION_KEYS');
    expect(sealingKeys()).toEqual(new Set(['old']));
    expect(await revealWith((query, variables) => service.query(query, variables), id)).toBe(gao.name);
  });

  it('is refused if the old key is missing, and changes nothing', async () => {
    const before = await startTestApp({ env: envOf(oldKey) });
    const id = await verifyWith((query, variables) => before.query(query, variables), 'account');
    await before.close();

    const rotation = launchProgram(envOf(newKey), { cwd: folder.path }, 'keys', 'rotate');

    expect(await rotation.exited).toMatchObject({ code: 1 });
    expect(rotation.stderr).toContain('The database cannot be opened with these keys');
    expect(rotation.stderr).not.toContain(base64Key(2));
    const after = opened.keep(await startTestApp({ env: envOf(oldKey) }));
    expect(await revealWith((query, variables) => after.query(query, variables), id)).toBe(gao.name);
  });

  it('seals pushes in the inbox again', async () => {
    const settings = (...keys: readonly string[]) => loadConfig(envOf(...keys));
    const inboxOf = (...keys: readonly string[]) => {
      const { inboxPath, encryptionKeys, cipherSuite } = settings(...keys);
      return openInbox(inboxPath, { encryptionKeys: encryptionKeys ?? [], cipherSuite });
    };
    await (await startTestApp({ env: envOf(oldKey) })).close();
    const before = inboxOf(oldKey);
    const body = { auditResult: { phone: gao.mobileNo } };
    before.put({ provider: 'ONENET', callbackHash: 'a-door', hasMac: true, body, receivedAt: new Date() });
    before.close();

    const rotation = launchProgram(envOf(newKey, oldKey), { cwd: folder.path }, 'keys', 'rotate');

    expect(await rotation.exited).toMatchObject({ code: 0 });
    const after = inboxOf(newKey);
    expect(after.waiting(0, 10).map(({ open }) => open())).toEqual([body]);
    after.close();
    const withOld = inboxOf(oldKey);
    expect(() => withOld.waiting(0, 10).map(({ open }) => open())).toThrow(SealError);
    withOld.close();
  });
});
