import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Fingerprints } from '../../src/storage/encryption/vault';
import { Random, seedOfRun } from '../faults/frame/random';

it('a fingerprint is the HMAC-SHA-256 that Node computes, of texts of every length and alphabet', () => {
  const chance = new Random(seedOfRun(), 'texts');
  const secret = randomBytes(32);
  const fingerprints = new Fingerprints(secret);
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'fingerprint', 32));
  for (let n = 0; n < 2000; n += 1) {
    const letter = chance.pick(['a', '甄', '\u{1f600}', 'é', '\u0000']);
    const text = `door:${letter.repeat(chance.int(0, chance.pick([3, 70, 4000])))}`;
    expect(fingerprints.of(text)).toBe(createHmac('sha256', key).update(text).digest('base64url'));
  }
});
