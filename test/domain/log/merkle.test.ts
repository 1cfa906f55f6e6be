import {
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  nodeHash,
  type ReadHash,
  rootHash,
} from '../../../src/domain/log/merkle';
import { provesConsistency, provesInclusion } from '../../../src/domain/log/merkle-proofs';

/** The leaves and roots of Certificate Transparency's own tests of RFC 6962. */
const published = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  ['606162636465666768696a6b6c6d6e6f', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
] as const;

const leaves = published.map(([leaf]) => leafHash(Buffer.from(leaf, 'hex')));

/** A tree as the specification defines it, without tiles. */
function plainRoot(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return emptyRoot;
  const [only] = hashes;
  if (hashes.length === 1 && only) return only;
  let middle = 1;
  while (middle * 2 < hashes.length) middle *= 2;
  return nodeHash(plainRoot(hashes.slice(0, middle)), plainRoot(hashes.slice(middle)));
}

/** Stored hashes of levels of tiles, for a tree of these leaves. */
function hashesOf(hashes: readonly Uint8Array[]): ReadHash {
  return async (level, index) => {
    const count = 256 ** level;
    const span = hashes.slice(index * count, (index + 1) * count);
    if (span.length !== count) throw new Error(`No hash ${level}/${index} in a tree of ${hashes.length}.`);
    return plainRoot(span);
  };
}

const many = Array.from({ length: 700 }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));

describe('the Merkle tree of RFC 9162', () => {
  test('has for no entries the SHA-256 of nothing', async () => {
    const root = await rootHash(0, hashesOf([]));
    expect(Buffer.from(root).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  test.each(published.map(([, root], index) => [index + 1, root]))(
    'has the published root for %d entries',
    async (size, root) => {
      const found = await rootHash(size, hashesOf(leaves.slice(0, size)));
      expect(Buffer.from(found).toString('hex')).toBe(root);
    },
  );

  test('has the published proofs', async () => {
    const read = hashesOf(leaves);
    const hex = (proof: readonly Uint8Array[]) => proof.map((hash) => Buffer.from(hash).toString('hex'));
    expect(hex(await inclusionProof(0, 8, read))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(hex(await consistencyProof(6, 8, read))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  test.each([1, 2, 3, 255, 256, 257, 511, 512, 513, 700])(
    'read through levels of tiles is the plain tree at size %d',
    async (size) => {
      const root = await rootHash(size, hashesOf(many.slice(0, size)));
      expect(Buffer.compare(root, plainRoot(many.slice(0, size)))).toBe(0);
    },
  );
});

describe('the Merkle proofs', () => {
  const sizes = [1, 2, 3, 5, 8, 13, 200, 256, 257, 300];

  test('show the inclusion of every entry, and of no other entry, place, size, root or hash', async () => {
    for (const size of sizes) {
      const read = hashesOf(many.slice(0, size));
      const root = await rootHash(size, read);
      for (const index of [0, 1, Math.floor(size / 2), size - 1].filter((at) => at < size)) {
        const leaf = many[index] ?? emptyRoot;
        const proof = await inclusionProof(index, size, read);
        const right = { index, size, leaf, root, proof };
        expect(provesInclusion(right)).toBe(true);
        const wrong = [
          { ...right, leaf: emptyRoot },
          { ...right, root: emptyRoot },
          { ...right, index: index + 1 },
          { ...right, index: size },
          { ...right, index: -1 },
          { ...right, proof: [...proof, emptyRoot] },
          { ...right, leaf: leaf.subarray(1) },
          ...proof.flatMap((_, at) => [
            { ...right, proof: proof.with(at, emptyRoot) },
            { ...right, proof: proof.toSpliced(at, 1) },
          ]),
        ];
        expect(wrong.filter(provesInclusion)).toEqual([]);
      }
    }
  });

  test('show the consistency with every beginning, and with no other size, root or hash', async () => {
    for (const size of sizes) {
      const read = hashesOf(many.slice(0, size));
      const root = await rootHash(size, read);
      for (const oldSize of sizes.filter((earlier) => earlier <= size)) {
        const oldRoot = await rootHash(oldSize, read);
        const proof = await consistencyProof(oldSize, size, read);
        const right = { oldSize, size, oldRoot, root, proof };
        expect(provesConsistency(right)).toBe(true);
        const wrong = [
          { ...right, oldRoot: emptyRoot },
          { ...right, root: emptyRoot },
          { ...right, oldSize: size + 1 },
          { ...right, proof: [...proof, emptyRoot] },
          ...proof.flatMap((_, at) => [
            { ...right, proof: proof.with(at, emptyRoot) },
            { ...right, proof: proof.toSpliced(at, 1) },
          ]),
        ];
        expect(wrong.filter(provesConsistency)).toEqual([]);
      }
    }
  });

  test('are empty for the consistency with nothing', async () => {
    const root = await rootHash(3, hashesOf(many.slice(0, 3)));
    const right = { oldSize: 0, size: 3, oldRoot: emptyRoot, root, proof: [] };
    expect(provesConsistency(right)).toBe(true);
    expect(provesConsistency({ ...right, oldRoot: root })).toBe(false);
    expect(provesConsistency({ ...right, proof: [root] })).toBe(false);
  });
});
