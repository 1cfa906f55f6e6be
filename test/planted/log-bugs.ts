import type { Fault } from './defences';
import type { TestOf } from './exploits';

/** A bug in the transparency log, and a test that must fail because of it. */
export interface LogBug extends Fault, TestOf {
  readonly bug: string;
  /** The file with the title, if it is not the test file itself. */
  readonly titledIn?: string;
}

const merkle = 'test/domain/log/merkle.test.ts';
const attacks = 'test/log/attacks.test.ts';
const witness = 'test/witness/witness.test.ts';
const onSqlite = {
  test: 'test/storage/sqlite-store.test.ts',
  titledIn: 'test/storage/contract/log.ts',
} as const;

/** As one of the titles of test/log/attacks.test.ts. */
const attack = (name: string) =>
  `${name}: found from one older cosigned checkpoint, and never cosigned, %s times of %s`;

export const logBugs: readonly LogBug[] = [
  {
    bug: 'a leaf is hashed without its prefix',
    file: 'src/domain/log/merkle.ts',
    find: 'sha256(Buffer.concat([leafMark, entry]))',
    becomes: 'sha256(entry)',
    test: merkle,
    title: 'has the published root for %d entries',
  },
  {
    bug: 'a node is hashed with the prefix of a leaf',
    file: 'src/domain/log/merkle.ts',
    find: 'const nodeMark = Buffer.of(1);',
    becomes: 'const nodeMark = Buffer.of(0);',
    test: merkle,
    title: 'has the published proofs',
  },
  {
    bug: 'an inclusion proof may lead to any root',
    file: 'src/domain/log/merkle-proofs.ts',
    find: 'return last === 0 && same(hash, root);',
    becomes: 'return last === 0;',
    test: merkle,
    title: 'show the inclusion of every entry, and of no other entry, place, size, root or hash',
  },
  {
    bug: 'a consistency proof need not begin at the old root',
    file: 'src/domain/log/merkle-proofs.ts',
    find: 'return last === 0 && same(oldHash, oldRoot) && same(hash, root);',
    becomes: 'return last === 0 && same(hash, root);',
    test: merkle,
    title: 'show the consistency with every beginning, and with no other size, root or hash',
  },
  {
    bug: 'a witness does not check the consistency proof',
    file: 'src/witness/add-checkpoint.ts',
    find: 'isEmptyRight && isConsistent',
    becomes: 'isEmptyRight',
    test: witness,
    title: 'refuses a log that shrinks, forks, or is signed by another key, and stays where it was',
  },
  {
    bug: 'a witness cosigns a log that shrinks',
    file: 'src/witness/add-checkpoint.ts',
    find: "return { kind: 'malformed' };",
    becomes: "return { kind: 'cosign' };",
    compiled: 'witness/add-checkpoint.js',
    test: attacks,
    title: attack('deletes the newest 50'),
  },
  {
    bug: 'a witness cosigns a fork',
    file: 'src/witness/add-checkpoint.ts',
    find: 'isEmptyRight && isConsistent',
    becomes: 'isEmptyRight',
    compiled: 'witness/add-checkpoint.js',
    test: attacks,
    title: attack('forks for a second auditor'),
  },
  {
    bug: 'a witness starts again at the size that the log says',
    file: 'src/witness/add-checkpoint.ts',
    find: 'if (oldSize !== latest.size)',
    becomes: 'if (oldSize < 0)',
    test: witness,
    title: 'says which size it cosigned last when the old size is another',
  },
  {
    bug: 'a witness forgets what it cosigned',
    file: 'src/witness/witness-state.ts',
    find: 'if (result.note !== null)',
    becomes: 'if (false)',
    test: witness,
    title: 'remembers after a restart what it cosigned',
  },
  {
    bug: 'the older checkpoint is not compared with the log',
    file: 'src/cli/log/verify-log.ts',
    find: '} else if (!hashTree(leaves.slice(0, older.size)).equals(older.root)) {',
    becomes: '} else if (false) {',
    test: attacks,
    title: attack('reorders two entries'),
  },
  {
    bug: 'a log that is smaller than the older checkpoint is not accused',
    file: 'src/cli/log/verify-log.ts',
    find: 'if (older.size > head.size) {',
    becomes: 'if (older.size > head.size) return;\n  else if (false) {',
    test: attacks,
    title: attack('deletes the newest 50'),
  },
  {
    bug: 'what the database has is not compared with the entry',
    file: 'src/cli/log/compare-rows.ts',
    find: 'if (before !== now)',
    becomes: 'if (false)',
    test: attacks,
    title: 'is found with the id of the row when only the database was changed, %s times of %s',
  },
  {
    bug: 'the commitment of a reveal is not opened',
    file: 'src/cli/log/compare-rows.ts',
    find: '(row.facts) !== facts',
    becomes: '(row.facts) === null',
    compiled: 'cli/log/compare-rows.js',
    test: 'test/e2e/log/reveals.test.ts',
    title: 'finds that the %s of one was changed, with its entry and the id',
  },
  {
    bug: 'an event gets its place, and so its entry, before its commit',
    file: 'src/storage/migrations/0010-feed.ts',
    find: 'insert into event_waiting (verification_id, version) values (new.verification_id, new.version);\n      return null;',
    becomes:
      "insert into event_feed (place, verification_id, version) values (nextval('event_waiting_id_seq'), new.verification_id, new.version);\n      return null;",
    test: 'test/storage/log-postgres.test.ts',
    title:
      'has an event whose transaction lasted longer after those that were committed before, and skips none',
  },
  {
    bug: 'entries are added although something happened since they were made',
    file: 'src/storage/log/entry-appender.ts',
    find: 'now.erasures === made.erasures',
    becomes: 'true',
    test: 'test/storage/log-appender.test.ts',
    title: "are dropped if the account's data got another key meanwhile",
  },
  {
    bug: 'an entry is skipped',
    file: 'src/storage/log/log-source.ts',
    find: '...events.map((row)',
    becomes: '...events.filter((_, at) => at !== 1).map((row)',
    ...onSqlite,
    title: 'has one entry for each event, in the order of the feed, however many are added at once',
  },
  {
    bug: 'an entry is made twice',
    file: 'src/storage/log/entry-appender.ts',
    find: 'feed_place: lastFeedPlace }',
    becomes: 'feed_place: lastFeedPlace - 1 }',
    ...onSqlite,
    title: 'has one entry for each event, in the order of the feed, however many are added at once',
  },
  {
    bug: 'a reveal has no entry',
    file: 'src/storage/migrations/0012-transparency-log.ts',
    find: 'when exists (select 1 from log_state where kept = 1)',
    becomes: 'when exists (select 1 from log_state where kept = 2)',
    ...onSqlite,
    title: 'has one entry for each reveal, which commits to who saw it and why',
  },
  {
    bug: 'a commitment has no salt',
    file: 'src/domain/log/entry.ts',
    find: 'return hmacSha256(salt, facts);',
    becomes: 'return hmacSha256(Buffer.alloc(32), facts);',
    ...onSqlite,
    title: 'commits to facts with a random salt of the verification, which opens with its key',
  },
  {
    bug: 'all verifications have the same salt',
    file: 'src/storage/log/salts.ts',
    find: 'fresh = fresh.subarray(saltBytes);',
    becomes: '',
    ...onSqlite,
    title: 'commits to facts with a random salt of the verification, which opens with its key',
  },
  {
    bug: 'salt and facts stay after the redaction',
    file: 'src/storage/log/erase-log.ts',
    find: '.set({ sealed: null })',
    becomes: '.set((eb) => ({ kind: eb.ref("kind") }))',
    test: 'test/e2e/log/service.test.ts',
    title: 'still is whole after a person was erased, and commits to nothing that can be found',
  },
  {
    bug: 'a batch from the thread loses the last byte of a sealed value',
    file: 'src/storage/log/packed-batch.ts',
    find: 'sealed?.length ?? -1',
    becomes: '(sealed?.length ?? 0) - 1',
    test: 'test/storage/packed-batch.test.ts',
    title: 'arrives as it was sent',
  },
];
