import { compareRows } from '../../src/cli/log/compare-rows';
import { type Find, verifyLog } from '../../src/cli/log/verify-log';
import { noteTypes } from '../../src/domain/log/note-keys';
import { makeKey } from '../e2e/log/support/witness';
import { endProcesses } from '../support/process';
import { temporaryFolder } from '../support/temporary-folder';
import { type Cosigning, openCosigning } from './cosigned';
import { each, filesOf, honestLog, type Logged, reader } from './support-log';

/** A long run, for `npm run test:log`: how often each attack is tried (100), and the entries of the honest log (100,000). */
const times = Number(process.env['LOG_ATTACKS'] ?? 5);
const size = Number(process.env['LOG_ENTRIES'] ?? 20_000);
const key = makeKey('log.example/log', noteTypes.note);

/** The files of a log, signed with its key. */
const filesOfLog = (log: readonly Logged[]) =>
  filesOf(
    log.map(({ entry }) => entry),
    key,
  );

/** Everything that an attacker with database and key changed consistently, checked against an older checkpoint. */
async function findsIn(now: readonly Logged[], since: string, older?: readonly Logged[]): Promise<Find[]> {
  const report = await verifyLog({
    read: reader(filesOfLog(now)),
    key: key.vkey,
    since,
    readSince: older ? reader(filesOfLog(older)) : null,
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
    const row = { entry: reveal, opened: null, isErased: true, now: null, facts: null, isYoung: false };
    return log.toSpliced(at, 0, { row, entry: JSON.stringify(reveal) });
  },
  'forks for a second auditor': (log, at) => log.slice(0, at).concat(honestLog(700).slice(at + 1, 600)),
  'rewrites everything and signs anew': (log) => log.map((logged) => altered(logged, 'REWRITTEN')),
};

describe('an attacker who has the database and the key of the log', () => {
  const honest = honestLog(420);
  const folder = temporaryFolder();
  let witness: Cosigning;
  /** The one older checkpoint, which the witness has cosigned. */
  let cosigned: string;

  beforeAll(async () => {
    const witnessKey = makeKey('witness.example/w1', noteTypes.cosignature);
    witness = await openCosigning(key, witnessKey, folder.path);
    expect(await witness.ask(honest, 0)).toBe(200);
    cosigned = await witness.checkpoint();
  });
  afterAll(async () => {
    await endProcesses();
    folder.remove();
  });

  test.each(Object.entries(attacks))(
    `%s: found from one older cosigned checkpoint, and never cosigned, ${times} times of ${times}`,
    async (_name, attack) => {
      for (let round = 0; round < times; round += 1) {
        const forged = attack(honest, random(400));
        const found = await findsIn(forged, cosigned, round % 2 === 0 ? honest : undefined);
        expect(found.some(({ what }) => ['forked', 'removed'].includes(what))).toBe(true);
        // It says that it grew from what was cosigned, or from a tree of its own size.
        for (const old of [honest.length, Math.min(honest.length, forged.length)]) {
          expect([400, 409, 422]).toContain(await witness.ask(forged, old));
        }
      }
      expect(await witness.checkpoint()).toBe(cosigned);
    },
  );

  test(`is found with the id of the row when only the database was changed, ${times} times of ${times}`, async () => {
    for (let round = 0; round < times; round += 1) {
      const at = random(400);
      const logged = honest[at] as Logged;
      const rows = honest.with(at, { ...logged, row: altered(logged, 'FORGED').row });
      const { entries, finds } = await verifyLog({
        read: reader(filesOfLog(honest)),
        key: key.vkey,
        since: cosigned,
        readSince: null,
      });
      expect(finds).toEqual([]);
      await compareRows(each(rows.map(({ row }) => row)), entries, finds);
      expect(finds).toContainEqual(expect.objectContaining({ id: logged.row.entry['id'] }));
    }
  });

  test('is not suspected of an honest log, which the witness goes on cosigning', async () => {
    const grown = honestLog(700);
    expect(await findsIn(grown, cosigned, honest)).toEqual([]);
    expect(await witness.ask(grown, honest.length)).toBe(200);
    expect(await findsIn(grown, await witness.checkpoint())).toEqual([]);
  });
});

describe(`an honest log of ${size.toLocaleString('en')} entries`, () => {
  test('raises no false alarm, also from an older checkpoint', async () => {
    const log = honestLog(size);
    const older =
      filesOfLog(log.slice(0, 0.7 * size))
        .get('checkpoint')
        ?.toString() ?? '';
    expect(await findsIn(log, older)).toEqual([]);
  });
});
