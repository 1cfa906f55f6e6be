import { createPrivateKey } from 'node:crypto';
import { parseCheckpoint, toCheckpointText } from '../../../src/domain/log/checkpoint';
import { checkNote, cosign, type Note, parseNote, signNote, toNote } from '../../../src/domain/log/note';
import {
  isKeyName,
  makePrivateKey,
  noteTypes,
  parseVerifierKey,
  signingKey,
  type VerifierKey,
} from '../../../src/domain/log/note-keys';

/** From C2SP signed-note. */
const example = {
  vkey: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`,
};

/** From the documentation of Go's golang.org/x/mod/sumdb/note. */
const peter = {
  vkey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  seed: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
};

function keyOf(vkey: string): VerifierKey {
  const key = parseVerifierKey(vkey);
  if (!key) throw new Error(`${vkey} is not read`);
  return key;
}

function noteOf(source: string): Note {
  const note = parseNote(source);
  if (!note) throw new Error('The note is not read.');
  return note;
}

/** PKCS#8 around the 32 bytes of a private key. */
function pkcs8Of(seed: Buffer): string {
  return Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]).toString('base64');
}

describe('a signed note', () => {
  test('verifies with its key, as in the specification', () => {
    expect(checkNote(noteOf(example.note), keyOf(example.vkey))).toBe('valid');
  });

  test('is made to the byte as Go makes it', () => {
    const seed = Buffer.from(peter.seed, 'base64').subarray(1);
    const key = signingKey('PeterNeumann', noteTypes.note, pkcs8Of(seed));
    expect(key?.vkey).toBe(peter.vkey);
    const signature = key && signNote(peter.text, key);
    expect(signature?.line).toBe(peter.signature);
    const made = toNote({ text: peter.text, signatures: signature ? [signature] : [] });
    expect(made).toBe(`${peter.text}\n${peter.signature}\n`);
    expect(checkNote(noteOf(made), keyOf(peter.vkey))).toBe('valid');
  });

  test('is wrong when it was altered, and has no verdict without the key', () => {
    const altered = example.note.replace('example message', 'example massage');
    expect(checkNote(noteOf(altered), keyOf(example.vkey))).toBe('wrong');
    expect(checkNote(noteOf(example.note), keyOf(peter.vkey))).toBe('missing');
  });

  test('with a second, false signature of the same key is wrong as a whole', () => {
    const line = example.note.split('\n').at(-2) ?? '';
    const forged = `${line.slice(0, -4)}AAA=`;
    expect(checkNote(noteOf(`${example.note}${forged}\n`), keyOf(example.vkey))).toBe('wrong');
  });

  test.each([
    ['no signature', 'text\n\n'],
    ['no blank line', 'text\n— a AAAAAAA=\n'],
    ['no newline at its end', example.note.trimEnd()],
    ['a hyphen for the dash', example.note.replace('—', '-')],
    ['a control character', example.note.replace(' is ', '\t')],
    ['a signature of four bytes', 'text\n\n— a AAAAAA==\n'],
    ['base64 that is not padded', example.note.replace('=', '')],
    ['a third word', example.note.replace('=\n', '= x\n')],
  ])('is not read with %s', (_fault, source) => {
    expect(parseNote(source)).toBeNull();
  });

  test('may hold empty lines: the last one ends the text', () => {
    expect(noteOf('a\n\nb\n\n— k AAAAAAA=\n').text).toBe('a\n\nb\n');
  });

  test('is read with 16 signatures', () => {
    expect(noteOf(`a\n\n${'— k AAAAAAA=\n'.repeat(16)}`).signatures).toHaveLength(16);
  });
});

describe('a verifier key', () => {
  test.each([
    ['another id', example.vkey.replace('530d903a', '530d903b')],
    ['an id in capitals', example.vkey.replace('530d903a', '530D903A')],
    ['another name', example.vkey.replace('foo', 'fop')],
    ['another type', `example.com/foo+530d903a+${Buffer.alloc(33, 9).toString('base64')}`],
    ['a short key', 'a+00000000+AQ=='],
    ['no key', 'example.com/foo+530d903a'],
    ['nothing', ''],
  ])('is not read with %s', (_fault, vkey) => {
    expect(parseVerifierKey(vkey)).toBeNull();
  });

  test.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\u2003b', 'a\nb'])('has no such name: %j', (name) => {
    expect(isKeyName(name)).toBe(false);
  });

  test('is made of an Ed25519 key in PKCS#8 only', () => {
    const pkcs8 = makePrivateKey();
    expect(
      createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' }),
    ).toBeDefined();
    expect(keyOf(signingKey('a.example', noteTypes.note, pkcs8)?.vkey ?? '').name).toBe('a.example');
    expect(signingKey('a.example', noteTypes.note, 'AAAA')).toBeNull();
    expect(signingKey('a b', noteTypes.note, pkcs8)).toBeNull();
  });
});

describe('a checkpoint', () => {
  /** From C2SP tlog-cosignature. */
  const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

  test('is read and written', () => {
    const checkpoint = parseCheckpoint(text);
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 });
    expect(checkpoint && toCheckpointText(checkpoint)).toBe(text);
    expect(parseCheckpoint(`${text}extension\n`)?.size).toBe(20852163);
  });

  test.each([
    ['a leading zero', text.replace('20852163', '020852163')],
    ['a sign', text.replace('20852163', '+20852163')],
    ['a size beyond what is counted exactly', text.replace('20852163', '99999999999999999')],
    ['a short root', text.replace('CsUY', '')],
    ['no origin', text.replace('example.com/behind-the-sofa', '')],
    ['an empty extension line', `${text}\nx\n`],
    ['no newline at its end', text.trimEnd()],
  ])('is not read with %s', (_fault, altered) => {
    expect(parseCheckpoint(altered)).toBeNull();
  });

  test('is cosigned with the time, and with no other', () => {
    const key = signingKey('witness.example/w1', noteTypes.cosignature, makePrivateKey());
    if (!key) throw new Error('no key');
    const signature = cosign(text, key, 1679315147);
    expect(signature.bytes.readBigUInt64BE()).toBe(1679315147n);
    const note = (source = text, line = signature.line) => noteOf(`${source}\n${line}\n`);
    expect(checkNote(note(), keyOf(key.vkey))).toBe('valid');
    expect(checkNote(note(text.replace('63\n', '64\n')), keyOf(key.vkey))).toBe('wrong');
    const later = Buffer.concat([signature.id, signature.bytes]);
    later.writeBigUInt64BE(1679315148n, 4);
    expect(checkNote(note(text, `— witness.example/w1 ${later.toString('base64')}`), keyOf(key.vkey))).toBe(
      'wrong',
    );
  });

  test('signed by a witness as a plain note is not cosigned', () => {
    const pkcs8 = makePrivateKey();
    const [plain, witness] = [
      signingKey('w.example', noteTypes.note, pkcs8),
      signingKey('w.example', noteTypes.cosignature, pkcs8),
    ];
    if (!plain || !witness) throw new Error('no key');
    const note = noteOf(toNote({ text, signatures: [signNote(text, plain)] }));
    expect(checkNote(note, keyOf(plain.vkey))).toBe('valid');
    expect(checkNote(note, keyOf(witness.vkey))).toBe('missing');
  });
});
