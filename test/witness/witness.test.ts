import { createHash } from 'node:crypto';
import { toCheckpointText } from '../../src/domain/log/checkpoint';
import {
  consistencyProof,
  emptyRoot,
  leafHash,
  nodeHash,
  type ReadHash,
  rootHash,
} from '../../src/domain/log/merkle';
import { checkNote, cosign, parseNote, signNote, toNote } from '../../src/domain/log/note';
import { makePrivateKey, noteTypes, type SigningKey, signingKey } from '../../src/domain/log/note-keys';
import { Witness } from '../../src/witness/witness';
import { serveWitness, type WitnessServer } from '../../src/witness/witness-server';
import { WitnessState } from '../../src/witness/witness-state';
import { temporaryFolder } from '../support/temporary-folder';

const origin = 'log.example/log';

function makeKey(name: string, type: 1 | 4): SigningKey {
  const key = signingKey(name, type, makePrivateKey());
  if (!key) throw new Error('no key');
  return key;
}

const logKey = makeKey(origin, noteTypes.note);
const witnessKey = makeKey('witness.example/w1', noteTypes.cosignature);

/** A log of so many entries; `history` tells two histories of the same log apart from some entry on. */
class TestLog {
  readonly leaves: Buffer[];

  constructor(size: number, history = 'first', from = 0) {
    this.leaves = Array.from({ length: size }, (_, index) =>
      leafHash(Buffer.from(`${index < from ? 'first' : history} ${index}`)),
    );
  }

  readonly read: ReadHash = async (level, index) => {
    const span = this.leaves.slice(index * 256 ** level, (index + 1) * 256 ** level);
    const hash = (hashes: Buffer[]): Buffer => {
      if (hashes.length === 1 && hashes[0]) return hashes[0];
      return nodeHash(hash(hashes.slice(0, hashes.length / 2)), hash(hashes.slice(hashes.length / 2)));
    };
    return hash(span);
  };

  async checkpoint(size = this.leaves.length, key = logKey): Promise<string> {
    const text = toCheckpointText({ origin, size, root: await rootHash(size, this.read) });
    return toNote({ text, signatures: [signNote(text, key)] });
  }

  async request(old: number, size = this.leaves.length, key = logKey): Promise<string> {
    const proof = old <= size ? await consistencyProof(old, size, this.read) : [];
    const lines = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
    return `old ${old}\n${lines}\n${await this.checkpoint(size, key)}`;
  }
}

describe('a witness', () => {
  let folder = temporaryFolder();
  let now = new Date('2026-03-01T00:00:00.999Z');
  let state: WitnessState;
  let server: WitnessServer;
  const faults: unknown[] = [];
  const statuses: number[] = [];

  const start = async () => {
    state = new WitnessState(folder.path);
    const witness = new Witness({ key: witnessKey, logs: [logKey], state, now: () => now });
    server = await serveWitness(witness, {
      host: '127.0.0.1',
      port: 0,
      report: (error) => faults.push(error),
      answered: (status) => statuses.push(status),
    });
  };
  const stop = async () => {
    await server.close();
    state.close();
  };
  const add = async (body: string) => {
    const response = await fetch(`${server.url}/add-checkpoint`, { method: 'POST', body });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  };

  beforeEach(start);
  afterAll(() => folder.remove());
  afterEach(async () => {
    await stop();
    folder.remove();
    folder = temporaryFolder();
    expect(faults).toEqual([]);
  });

  test('cosigns the first checkpoint of a log, and those that continue it', async () => {
    const log = new TestLog(300);
    for (const [old, size] of [
      [0, 5],
      [5, 5],
      [5, 256],
      [256, 300],
    ] as const) {
      const answer = await add(await log.request(old, size));
      expect(answer.status).toBe(200);
      expect(answer.text).toMatch(/^— witness\.example\/w1 \S+\n$/);
      const cosigned = parseNote(`${await log.checkpoint(size)}${answer.text}`);
      expect(cosigned && checkNote(cosigned, witnessKey)).toBe('valid');
      expect(cosigned?.signatures[1]?.bytes.readBigUInt64BE()).toBe(1772323200n);
    }
  });

  test('shows the last checkpoint with its own signature and that of the log, and no other', async () => {
    const log = new TestLog(7);
    const hash = createHash('sha256').update(origin).digest('hex');
    expect((await fetch(`${server.url}/${hash}/checkpoint`)).status).toBe(404);
    const stranger = makeKey('stranger.example', noteTypes.note);
    const text = (await log.checkpoint()).split('\n\n')[0];
    const extra = signNote(`${text}\n`, stranger);
    await add(`${await log.request(0)}${extra.line}\n`);
    const shown = parseNote(await (await fetch(`${server.url}/${hash}/checkpoint`)).text());
    expect(shown?.signatures.map(({ name }) => name)).toEqual([origin, 'witness.example/w1']);
    expect(shown && [checkNote(shown, logKey), checkNote(shown, witnessKey)]).toEqual(['valid', 'valid']);
  });

  test('says which size it cosigned last when the old size is another', async () => {
    const log = new TestLog(9);
    await add(await log.request(0, 4));
    for (const old of [0, 3, 5]) {
      const answer = await add(await log.request(old));
      expect(answer).toEqual({ status: 409, type: 'text/x.tlog.size', text: '4\n' });
    }
  });

  test('refuses a log that shrinks, forks, or is signed by another key, and stays where it was', async () => {
    const log = new TestLog(9);
    await add(await log.request(0));
    const smaller = (await log.checkpoint(8)).replace(/^/, 'old 9\n\n');
    expect((await add(smaller)).status).toBe(400);
    expect((await add(await log.request(8, 8))).status).toBe(409);
    const other = new TestLog(12, 'second', 5);
    expect((await add(await other.request(9))).status).toBe(422);
    expect((await add(await other.request(9, 9))).status).toBe(422);
    const thief = makeKey(origin, noteTypes.note);
    expect((await add(await new TestLog(12).request(9, 12, thief))).status).toBe(403);
    expect((await add(await new TestLog(12).request(9))).status).toBe(200);
  });

  test('refuses two histories that begin at the same size, whichever comes first', async () => {
    expect((await add(await new TestLog(3, 'second').request(0))).status).toBe(200);
    expect((await add(await new TestLog(3).request(3))).status).toBe(422);
    expect((await add(await new TestLog(5).request(3))).status).toBe(422);
  });

  test('refuses a note in which a signature of a known key is false', async () => {
    const request = await new TestLog(3).request(0);
    const line = request.trimEnd().split('\n').at(-1) ?? '';
    const forged = line.replace(/.{6}$/, 'AAAAA=');
    expect((await add(`${request}${forged}\n`)).status).toBe(403);
    expect((await add(request)).status).toBe(200);
  });

  test.each([
    ['an unknown log', 404, (body: string) => body.replace(origin, 'other.example')],
    ['no old size', 400, (body: string) => body.replace('old 0\n', '')],
    ['an old size with a leading zero', 400, (body: string) => body.replace('old 0', 'old 00')],
    ['an old size greater than the size', 400, (body: string) => body.replace('old 0', 'old 4')],
    [
      'a proof for the empty tree',
      422,
      (body: string) => body.replace('old 0\n', `old 0\n${emptyRoot.toString('base64')}\n`),
    ],
    [
      'a proof line of 31 bytes',
      400,
      (body: string) => body.replace('old 0\n', `old 0\n${Buffer.alloc(31).toString('base64')}\n`),
    ],
    [
      '64 proof lines',
      400,
      (body: string) => body.replace('old 0\n', `old 0\n${`${emptyRoot.toString('base64')}\n`.repeat(64)}`),
    ],
    ['no signature', 400, (body: string) => body.replace(/\n—.*\n/, '\n')],
    ['nothing', 400, () => ''],
    ['too much', 413, (body: string) => body + 'x'.repeat(300_000)],
  ])('refuses a request with %s', async (_fault, status, alter) => {
    expect((await add(alter(await new TestLog(3).request(0)))).status).toBe(status);
    expect(statuses.at(-1)).toBe(status);
  });

  test('cosigns an empty log with the root of nothing, and no other', async () => {
    const empty = new TestLog(0);
    const text = toCheckpointText({ origin, size: 0, root: leafHash(Buffer.of()) });
    const wrong = toNote({ text, signatures: [signNote(text, logKey)] });
    expect((await add(`old 0\n\n${wrong}`)).status).toBe(422);
    expect((await add(await empty.request(0))).status).toBe(200);
    expect((await add(await new TestLog(2).request(0))).status).toBe(200);
  });

  test('remembers after a restart what it cosigned', async () => {
    await add(await new TestLog(9).request(0));
    await stop();
    await start();
    expect((await add(await new TestLog(9, 'second').request(0))).text).toBe('9\n');
    expect((await add(await new TestLog(10, 'second').request(9))).status).toBe(422);
    expect((await add(await new TestLog(10).request(9))).status).toBe(200);
  });

  test('lets only one of two processes with the same state go on from a size', async () => {
    const second = new WitnessState(folder.path);
    const other = new Witness({ key: witnessKey, logs: [logKey], state: second, now: () => now });
    await add(await new TestLog(4).request(0));
    const requests = [await new TestLog(8).request(4), await new TestLog(8, 'second', 4).request(4)] as const;
    expect(other.addCheckpoint(requests[1]).status).toBe(200);
    expect((await add(requests[0])).text).toBe('8\n');
    second.close();
  });

  test('takes no cosignature of a witness for a signature of the log', async () => {
    const text = toCheckpointText({ origin, size: 0, root: emptyRoot });
    const note = toNote({ text, signatures: [cosign(text, witnessKey, 1)] });
    expect((await add(`old 0\n\n${note}`)).status).toBe(403);
  });

  test('answers other paths and methods without a change', async () => {
    now = new Date('2026-03-01T00:00:01Z');
    expect((await fetch(`${server.url}/add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${server.url}/`)).status).toBe(404);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${server.url}/${'0'.repeat(64)}/checkpoint`)).status).toBe(404);
  });
});
