import { createDecipheriv } from 'node:crypto';
import { type FarEnd, openFarEnd } from './far-end';

export interface YuxinCipher {
  readonly cipher: string;
  /** The bytes of the key. */
  readonly key: Buffer;
  readonly encoding: 'base64' | 'hex';
  /** Absent: as the encoding. */
  readonly iv?: 'text';
}

export interface SeenCheck {
  readonly token: string | null;
  readonly iv: string | null;
  /** The decrypted `logon`. */
  readonly logon: unknown;
}

export interface FakeYuxin extends FarEnd {
  readonly checks: readonly SeenCheck[];
}

/** Yuxin's far end: decrypts by itself what it is sent (yuxin.md 4.2), and answers 200 / 10000. */
export async function openFakeYuxin({ cipher, key, encoding, iv }: YuxinCipher): Promise<FakeYuxin> {
  const checks: SeenCheck[] = [];
  const farEnd = await openFarEnd(({ body }) => {
    const form = new URLSearchParams(body);
    const decipher = createDecipheriv(
      cipher,
      key,
      Buffer.from(form.get('iv') ?? '', iv ? 'latin1' : encoding),
    );
    const sealed = Buffer.from(form.get('logon') ?? '', encoding);
    const plain = Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
    checks.push({ token: form.get('token'), iv: form.get('iv'), logon: JSON.parse(plain) });
    return { json: { errorCode: '200', errorDetail: '查询成功', returnCode: '10000', returnDesc: '一致的' } };
  });
  return { ...farEnd, checks };
}
