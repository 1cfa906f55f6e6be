import type { EntryBatch } from '../../src/storage/log/entry-maker';
import { pack, unpack } from '../../src/storage/log/packed-batch';
import type { LogEntryRow } from '../../src/storage/log/tables';
import { randomOf } from '../fuzz/random';

/** Bytes as a plain list, whichever class holds them. */
const plain = ({ rows, nodes, ...rest }: EntryBatch) => ({
  ...rest,
  nodes: nodes.map(({ hash, ...node }) => ({ ...node, hash: [...hash] })),
  rows: rows.map(({ leaf, sealed, ...row }) => ({ ...row, leaf: [...leaf], sealed: sealed && [...sealed] })),
});

describe('a batch of entries that goes to another thread', () => {
  it('arrives as it was sent', () => {
    const random = randomOf(4);
    const bytes = (length: number) => Buffer.from(Array.from({ length }, () => random.below(256)));
    for (let round = 0; round < 200; round += 1) {
      const size = random.below(1000);
      const rows = Array.from({ length: random.below(20) }, (_, at): LogEntryRow => {
        const id = random.chance(0.8) ? `v-${random.below(9)}` : null;
        return {
          place: size + at,
          entry: `{"id":"${random.pick(['a', '试', '𠮷', ''])}"}`,
          leaf: bytes(32),
          kind: random.pick(['event', 'reveal', 'policy']),
          subject_id: id,
          version: random.chance(0.5) ? random.below(4) : null,
          feed_place: random.chance(0.5) ? random.below(999) : null,
          sealed: random.chance(0.7) ? bytes(random.below(200)) : null,
        };
      });
      const nodes = random.chance(0.1) ? [{ level: 1, place: 3, hash: bytes(32) }] : [];
      const batch: EntryBatch = {
        size,
        feedPlace: random.below(99),
        kept: 1,
        rows,
        nodes,
        lastFeedPlace: random.below(999),
        waitingIds: [random.below(9)],
        erasures: random.below(3),
      };
      expect(plain(unpack(structuredClone(pack(batch))))).toEqual(plain(batch));
    }
  });
});
