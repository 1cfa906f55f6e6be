import { createCipheriv, createHash, createHmac, createSecretKey } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type CipherSuiteName,
  cipherSuiteNames,
  seal,
  unseal,
} from '../../src/storage/encryption/cipher-suite';
import { SealError } from '../../src/storage/errors';
import { startTestApp, type TestApp } from '../support/app';
import { base64Key } from '../support/settings';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { as, submitted } from '../support/ucenter';
import { gao } from '../support/ucenter-inputs';

const keyBytes = createHash('sha256').update('a key of these tests').digest();
const key = createSecretKey(keyBytes);
const context = 'verification:v-1:subject';
const plaintext = Buffer.from(JSON.stringify({ realName: '龘𠮷', identityNo: '659004197103177316' }));

/** HMAC-SM3 by its definition (RFC 2104), from the hash alone. */
function hmacSm3(secret: Buffer, message: Buffer): Buffer {
  const block = Buffer.alloc(64);
  (secret.length > 64 ? createHash('sm3').update(secret).digest() : secret).copy(block);
  const pad = (byte: number) => block.map((value) => value ^ byte);
  const inner = createHash('sm3').update(pad(0x36)).update(message).digest();
  return createHash('sm3').update(pad(0x5c)).update(inner).digest();
}

/** HKDF by its definition (RFC 5869), without salt. */
function hkdfSm3(secret: Buffer, info: string, length: number): Buffer {
  const extracted = hmacSm3(Buffer.alloc(32), secret);
  let output: Buffer = Buffer.alloc(0);
  let previous: Buffer = Buffer.alloc(0);
  for (let n = 1; output.length < length; n += 1) {
    previous = hmacSm3(extracted, Buffer.concat([previous, Buffer.from(info), Buffer.from([n])]));
    output = Buffer.concat([output, previous]);
  }
  return output.subarray(0, length);
}

/** Counter mode by its definition: a 128-bit big-endian counter, enciphered block by block. */
function sm4Ctr(secret: Buffer, iv: Buffer, message: Buffer): Buffer {
  const cipher = createCipheriv('sm4-ecb', secret, null).setAutoPadding(false);
  let counter = BigInt(`0x${iv.toString('hex')}`);
  const blocks: Buffer[] = [];
  for (let start = 0; start < message.length; start += 16) {
    const stream = cipher.update(Buffer.from(counter.toString(16).padStart(32, '0'), 'hex'));
    blocks.push(Buffer.from(message.subarray(start, start + 16).map((byte, n) => byte ^ (stream[n] ?? 0))));
    counter = (counter + 1n) % 2n ** 128n;
  }
  return Buffer.concat(blocks);
}

/** The bytes that the suite must write, composed from SM3 and single blocks of SM4. */
function sm4Sealed(iv: Buffer): Buffer {
  const derived = hkdfSm3(keyBytes, 'sm4-ctr hmac-sm3', 48);
  const ciphertext = sm4Ctr(derived.subarray(0, 16), iv, plaintext);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(context));
  const tag = hmacSm3(derived.subarray(16), Buffer.concat([length, Buffer.from(context), iv, ciphertext]));
  return Buffer.concat([Buffer.from([2]), iv, tag, ciphertext]);
}

describe('the primitives of the SM suite', () => {
  it('are SM4 (GB/T 32907) and SM3 (GB/T 32905): they match the examples of those standards', () => {
    const sample = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
    const cipher = createCipheriv('sm4-ecb', sample, null).setAutoPadding(false);
    expect(cipher.update(sample).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246');
    expect(createHash('sm3').update('abc').digest('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
    expect(hmacSm3(sample, plaintext)).toEqual(createHmac('sm3', sample).update(plaintext).digest());
  });
});

describe('SM4-CTR with HMAC-SM3', () => {
  it('opens a ciphertext composed by hand, for any counter', () => {
    for (const iv of [
      Buffer.alloc(16, 1),
      Buffer.alloc(16, 0xff),
      Buffer.from(`${'ff'.repeat(15)}fe`, 'hex'),
    ]) {
      expect(unseal(key, sm4Sealed(iv), context)).toEqual(plaintext);
    }
  });

  it('seals to the bytes composed by hand', () => {
    const sealed = seal('sm4', key, plaintext, context);

    expect(sealed).toEqual(sm4Sealed(sealed.subarray(1, 17)));
  });

  it('opens a ciphertext that was recorded once and must not change', () => {
    const known = Buffer.from(
      'AgEBAQEBAQEBAQEBAQEBAQEQwr7tZcf8xBR46T9Ab4CwSqopfxwFIs5u8LQ0Qf3fD7Wy4MxYesulm/p3IwBt5y5GVT5j3VX5e3th8jgq4M3nYiGVYkGcwLDEuRsu5XTaH/SG8QanUYut',
      'base64',
    );

    expect(unseal(key, known, context)).toEqual(plaintext);
  });
});

describe('AES-256-GCM', () => {
  it('seals as the cipher alone does, with the context as additional authenticated data', () => {
    const sealed = seal('aes', key, plaintext, context);
    const cipher = createCipheriv('aes-256-gcm', key, sealed.subarray(1, 13)).setAAD(Buffer.from(context));
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);

    expect(sealed).toEqual(Buffer.concat([sealed.subarray(0, 13), cipher.getAuthTag(), ciphertext]));
    expect(sealed[0]).toBe(1);
  });
});

describe.each(cipherSuiteNames)('a ciphertext of %s', (suite) => {
  const sealed = seal(suite, key, plaintext, context);

  it('does not open after a change of any bit', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      for (const bit of [1, 2, 0x80]) {
        const altered = Buffer.from(sealed);
        altered[at] = (sealed[at] ?? 0) ^ bit;
        expect(() => unseal(key, altered, context)).toThrow(SealError);
      }
    }
  });

  it('does not open truncated or extended', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => unseal(key, sealed.subarray(0, length), context)).toThrow(SealError);
    }
    expect(() => unseal(key, Buffer.concat([sealed, Buffer.alloc(1)]), context)).toThrow(SealError);
  });

  it('does not open in another context or with another key, and never looks the same twice', () => {
    const otherKey = createSecretKey(createHash('sha256').update('another key').digest());
    for (const elsewhere of ['verification:v-2:subject', 'verification:v-1:memo', `${context} `, '']) {
      expect(() => unseal(key, sealed, elsewhere)).toThrow(SealError);
    }
    expect(() => unseal(otherKey, sealed, context)).toThrow(SealError);
    expect(seal(suite, key, plaintext, context)).not.toEqual(sealed);
  });

  it('does not open with the other suite', () => {
    const altered = Buffer.from(sealed);
    altered[0] = sealed[0] === 1 ? 2 : 1;
    expect(() => unseal(key, altered, context)).toThrow(SealError);
  });
});

describe('the setting CIPHER_SUITE', () => {
  let folder: TemporaryFolder;
  let app: TestApp | undefined;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    await app?.close();
    folder.remove();
  });

  const path = () => join(folder.path, 'realname.db');

  async function restart(suite: CipherSuiteName): Promise<TestApp> {
    await app?.close();
    app = await startTestApp({
      env: {
        DATABASE_URL: `sqlite:${path()}`,
        ENCRYPTION_KEYS: `k1:${base64Key(3)}`,
        CIPHER_SUITE: suite,
      },
    });
    return app;
  }

  const verify = (running: TestApp, guid: string) =>
    submitted(
      running,
      'verifyMobileOwner',
      { idCard: gao.identityNo, userName: gao.name, mobileNo: gao.mobileNo },
      as(guid),
    );

  const reveal = (running: TestApp, id: string) =>
    running.query(
      `mutation ($id: ID!) { revealPersonalInfo(input: { verificationId: $id, purpose: "a test of suites" }) {
        personalInfo { realName }
      } }`,
      { id },
    );

  /** The suites that the values of each account are sealed with. */
  function marks(): Record<string, number> {
    const database = new DatabaseSync(path(), { timeout: 5000 });
    const rows = database.prepare('select guid, sealed_subject from verification').all();
    database.close();
    return Object.fromEntries(
      rows.map(({ guid, sealed_subject }) => [String(guid), (sealed_subject as Uint8Array)[0] ?? 0]),
    );
  }

  it('can be changed: values of both suites are readable together, in one account too', async () => {
    const first = await verify(await restart('aes'), 'account-1');
    const sm4 = await restart('sm4');
    const second = await verify(sm4, 'account-2');
    const third = await verify(sm4, 'account-1');
    expect(marks()).toEqual({ 'account-1': 2, 'account-2': 2 });
    const fourth = await verify(await restart('aes'), 'account-3');
    expect(marks()).toMatchObject({ 'account-2': 2, 'account-3': 1 });

    for (const suite of cipherSuiteNames) {
      const running = await restart(suite);
      for (const { id } of [first, second, third, fourth]) {
        expect(await reveal(running, id)).toEqual({
          revealPersonalInfo: { personalInfo: { realName: gao.name } },
        });
      }
    }
  });

  it.each(cipherSuiteNames)(
    'with %s does not disclose a tampered value, and other values stay readable',
    async (suite) => {
      const running = await restart(suite);
      const [spoilt, whole] = [await verify(running, 'account-1'), await verify(running, 'account-2')];
      const database = new DatabaseSync(path(), { timeout: 5000 });
      database
        .prepare(
          `update verification set sealed_subject = cast(sealed_subject || x'00' as blob) where id = ?`,
        )
        .run(spoilt.id);
      database.close();

      const answer = await running.send(
        'query ($a: ID!, $b: ID!) { a: verification(id: $a) { status subject { realName } } b: verification(id: $b) { subject { realName } } }',
        { a: spoilt.id, b: whole.id },
      );

      expect(answer).toMatchObject({
        data: {
          a: null,
          b: { subject: { realName: '高**' } },
        },
        errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
      });
      expect(JSON.stringify([answer, running.logLines])).not.toContain(gao.name);
    },
  );
});
