import { spawnSync } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startTestApp, type TestApp } from '../../support/app';
import { openFileDatabase } from '../../support/file-database';
import { temporaryFolder } from '../../support/temporary-folder';
import { type Receipt, realname, receiptOf, until, verifySomebody } from './support/log-app';

/** Go, with its module `golang.org/x/mod` in the cache. `GO` names it if it is not on PATH. */
const program = process.env['GO'] ?? 'go';
const goEnv = {
  ...process.env,
  GOPROXY: 'off',
  GOTOOLCHAIN: 'local',
  GOFLAGS: '-mod=readonly',
};
const goFolder = join(__dirname, 'foreign');
const go = (...args: string[]) => spawnSync(program, args, { cwd: goFolder, env: goEnv, encoding: 'utf8' });
const hasGo = go('list', '-deps', '-f', '{{.Name}}', './...').status === 0;
// Also in CI: Debian has no Go that is new enough for the module, and the last test here judges the same without it.
if (!hasGo)
  process.stderr.write("Left out: Go's note and tlog, because no Go with golang.org/x/mod is there (GO)\n");

/** More than one full tile of it. */
const entryCount = 600;

describe('a copy of the transparency log of a service', () => {
  const database = openFileDatabase();
  const folder = temporaryFolder();
  let app: TestApp;
  let vkey = '';
  let checkpoint = '';
  let older = '';
  let receipt: Receipt;
  const files = new Map<string, Buffer>();
  const get = async (path: string) => {
    const response = await fetch(`${app.url}/log/${path}`);
    if (response.status !== 200) throw new Error(`${path}: HTTP ${response.status}`);
    files.set(path, Buffer.from(await response.arrayBuffer()));
    return files.get(path) as Buffer;
  };
  const sizeOf = (note: string) => Number(note.split('\n')[1]);

  beforeAll(async () => {
    const env = { ...database.env, TRANSPARENCY_LOG: 'on', LOG_ORIGIN: 'log.example/log' };
    app = await startTestApp({ env });
    await receiptOf(app, (await verifySomebody(app)).id);
    older = String(await get('checkpoint'));
    database.beside((opened) => {
      const insert = opened.prepare('insert into log_waiting (entry, recorded_at) values (?, ?)');
      const entry = JSON.stringify({ kind: 'policy', id: 'many/1', cause: 'ASSURANCE' });
      opened.exec('begin immediate');
      for (let n = 0; n < entryCount; n += 1) insert.run(entry, n);
      opened.exec('commit');
    });
    await until(async () => sizeOf(String(await get('checkpoint'))) > entryCount);
    receipt = await receiptOf(app, (await verifySomebody(app)).id);
    checkpoint = String(await get('checkpoint'));
    const size = sizeOf(checkpoint);
    for (const level of ['entries', '0', '1']) {
      const count = level === '1' ? Math.floor(size / 256) : size;
      for (let at = 0; at < count; at += 256) {
        const part = count - at < 256 ? `.p/${count - at}` : '';
        await get(`tile/${level}/${String(at / 256).padStart(3, '0')}${part}`);
      }
    }
    vkey = (JSON.parse((await realname(env, 'log', 'key')).text) as { vkey: string }).vkey;
    const kept = [
      ['vkey', vkey],
      ['older', older],
      ['receipt.json', JSON.stringify(receipt)],
    ] as const;
    for (const [path, content] of [...files, ...kept]) {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true });
      writeFileSync(join(folder.path, path), content);
    }
  });
  afterAll(async () => {
    await app.close();
    await database.close();
    folder.remove();
  });

  (hasGo ? test : test.skip)(
    "is accepted by Go's note and tlog, where Go and golang.org/x/mod are: notes, tiles, entries and a receipt",
    () => {
      const ran = go('run', '.', folder.path);

      expect([ran.stderr, ran.status]).toEqual(['', 0]);
      expect(ran.stdout).toBe(`${sizeOf(checkpoint)} entries, receipt of entry ${receipt.index}\n`);
    },
  );

  (hasGo ? test : test.skip)('is refused by Go once a byte of a tile is another', () => {
    const path = join(folder.path, 'tile/0/000');
    const tile = files.get('tile/0/000') as Buffer;
    writeFileSync(path, Buffer.from(tile.map((byte, at) => (at === 77 ? byte ^ 1 : byte))));
    const ran = go('run', '.', folder.path);
    writeFileSync(path, tile);

    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('downloaded inconsistent tile');
  });

  test('is accepted by what the specifications say, with nothing but hashes and signatures', () => {
    const [text = '', size, root] = opened(checkpoint, vkey);
    expect(text.startsWith('log.example/log\n')).toBe(true);

    const entries: Buffer[] = [];
    for (const [path, bundle] of [...files].filter(([path]) => path.startsWith('tile/entries/')).sort()) {
      expect(path).toMatch(/^tile\/entries\/\d{3}(\.p\/\d+)?$/);
      for (let at = 0; at < bundle.length; ) {
        const end = at + 2 + bundle.readUInt16BE(at);
        entries.push(bundle.subarray(at + 2, end));
        at = end;
      }
    }
    const leaves = entries.map((entry) => sha256(Buffer.of(0), entry));
    expect(entries).toHaveLength(size);
    expect(treeHash(leaves)).toEqual(root);
    const [, olderSize, olderRoot] = opened(older, vkey);
    expect(treeHash(leaves.slice(0, olderSize))).toEqual(olderRoot);
    expect(Buffer.concat(leaves.slice(0, 256))).toEqual(files.get('tile/0/000'));
    expect(treeHash(leaves.slice(0, 256))).toEqual(
      files.get(`tile/1/000.p/${Math.floor(size / 256)}`)?.subarray(0, 32),
    );

    const [, receiptSize, receiptRoot] = opened(receipt.checkpoint, vkey);
    const proof = receipt.inclusionProof.map((hash) => Buffer.from(hash, 'base64'));
    const leaf = sha256(Buffer.of(0), Buffer.from(receipt.entry));
    expect(rootFrom(leaf, receipt.index, receiptSize, proof)).toEqual(receiptRoot);
  });
});

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

/** C2SP signed-note and tlog-checkpoint: text, size and root of a checkpoint whose signature is right. */
function opened(note: string, vkey: string): [string, number, Buffer] {
  const [text = '', signatures = ''] = [
    note.slice(0, note.indexOf('\n\n') + 1),
    note.slice(note.indexOf('\n\n') + 2),
  ];
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  const typed = Buffer.from(encoded, 'base64');
  expect(sha256(Buffer.from(`${name}\n`), typed).toString('hex', 0, 4)).toBe(id);
  const [, base64 = ''] = new RegExp(`^— ${name} (\\S+)$`, 'm').exec(signatures) ?? [];
  const signature = Buffer.from(base64, 'base64');
  expect([typed[0], signature.toString('hex', 0, 4)]).toEqual([1, id]);
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), typed.subarray(1)]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  expect(verify(null, Buffer.from(text), key, signature.subarray(4))).toBe(true);
  const [, size, root = ''] = text.split('\n');
  return [text, Number(size), Buffer.from(root, 'base64')];
}

/** RFC 9162, 2.1.1. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  if (leaves.length < 2) return leaves[0] ?? sha256();
  const half = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return sha256(Buffer.of(1), treeHash(leaves.slice(0, half)), treeHash(leaves.slice(half)));
}

/** The root that an inclusion proof (RFC 9162, 2.1.3.1) leads to, from the root down. */
function rootFrom(leaf: Buffer, index: number, size: number, proof: readonly Buffer[]): Buffer {
  const sibling = proof.at(-1);
  if (size === 1 || !sibling) return leaf;
  const half = 2 ** Math.ceil(Math.log2(size) - 1);
  const rest = proof.slice(0, -1);
  return index < half
    ? sha256(Buffer.of(1), rootFrom(leaf, index, half, rest), sibling)
    : sha256(Buffer.of(1), sibling, rootFrom(leaf, index - half, size - half, rest));
}
