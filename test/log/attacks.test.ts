import { compareRows } from '../../src/cli/log/compare-rows';
import { type Find, verifyLog } from '../../src/cli/log/verify-log';
import { makePrivateKey, noteTypes, type SigningKey, signingKey } from '../../src/domain/log/note-keys';
import { each, filesOf, honestLog, type Logged, reader } from './support-log';

const made = signingKey('log.example/log', noteTypes.note, makePrivateKey());
if (!made) throw new Error('no key');
const key: SigningKey = made;

/** Everything that an attacker with database and key changed consistently, checked against an older checkpoint. */
async function findsIn(
  now: readonly Logged[],
  older: readonly Logged[],
  keepsTiles: boolean,
): Promise<Find[]> {
  const before = filesOf(
    older.map(({ entry }) => entry),
    key,
  );
  const report = await verifyLog({
    read: reader(
      filesOf(
        now.map(({ entry }) => entry),
        key,
      ),
    ),
    key: key.vkey,
    since: before.get('checkpoint')?.toString() ?? '',
    readSince: keepsTiles ? reader(before) : null,
  });
  await compareRows(each(now.map(({ row }) => row)), report.entries, report.finds);
  return report.finds;
}

let seed = 7;
function random(below: number): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
}

function altered({ row, entry }: Logged, status: string): Logged {
  const members = { ...(JSON.parse(entry) as Record<string, unknown>), status };
  const sorted = Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { row: { ...row, entry: { ...row.entry, status } }, entry: JSON.stringify(sorted) };
}

const attacks: Readonly<Record<string, (log: Logged[], at: number) => Logged[]>> = {
  'changes a status in database and log, and signs anew': (log, at) =>
    log.with(at, altered(log[at] as Logged, 'FORGED')),
  'deletes the newest 50': (log) => log.slice(0, -50),
  'reorders two entries': (log, at) => log.with(at, log[at + 1] as Logged).with(at + 1, log[at] as Logged),
  'inserts an old reveal': (log, at) => {
    const reveal = { kind: 'reveal', id: 'v-0', recordedAt: '2026-02-01T00:00:00.000Z', v: 1 };
    const row = { entry: reveal, opened: null, isErased: true, now: null, isYoung: false };
    return log.toSpliced(at, 0, { row, entry: JSON.stringify(reveal) });
  },
  'forks for a second auditor': (log, at) => log.slice(0, at).concat(honestLog(700).slice(at + 1, 600)),
  'rewrites everything and signs anew': (log) => log.map((logged) => altered(logged, 'REWRITTEN')),
};

describe('an attacker who has the database and the key of the log', () => {
  test.each(Object.entries(attacks))(
    '%s: found from one older checkpoint, 100 times of 100',
    async (_name, attack) => {
      const honest = honestLog(420);
      for (let round = 0; round < 100; round += 1) {
        const found = await findsIn(attack(honest, random(400)), honest, round % 2 === 0);
        expect(found.some(({ what }) => ['forked', 'removed'].includes(what))).toBe(true);
      }
    },
  );

  test('is found with the id of the row when only the database was changed', async () => {
    const honest = honestLog(420);
    for (let round = 0; round < 100; round += 1) {
      const at = random(400);
      const logged = honest[at] as Logged;
      const rows = honest.with(at, { ...logged, row: altered(logged, 'FORGED').row });
      const report = await verifyLog({
        read: reader(
          filesOf(
            honest.map(({ entry }) => entry),
            key,
          ),
        ),
        key: key.vkey,
        since: null,
        readSince: null,
      });
      await compareRows(each(rows.map(({ row }) => row)), report.entries, report.finds);
      expect(report.finds.map(({ what, index, id }) => ({ what, index, id }))).toContainEqual(
        expect.objectContaining({ id: logged.row.entry['id'] }),
      );
    }
  });
});

describe('an honest log of 100,000 entries', () => {
  test('raises no false alarm, also from an older checkpoint', async () => {
    const log = honestLog(100_000);
    expect(await findsIn(log, log.slice(0, 70_000), false)).toEqual([]);
  });
});
