import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeReport, reportMinors } from '../../src/cli/report';
import { readSettings, storeOf } from '../../src/cli/settings';
import { openStore } from '../../src/storage/open-store';
import type { Store } from '../../src/storage/store';
import { closeAfterEach } from '../support/closing';
import { openFileDatabase } from '../support/file-database';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { base64Key } from '../support/settings';
import { temporaryFolder } from '../support/temporary-folder';
import { runJob, terminalOf } from '../support/terminal';
import { inventPopulation, type Population, storePopulation, year } from './support/population';
import { auditTruth, facesTruth, keyOf, minorsTruth, type Truth } from './support/population-truth';

const opened = closeAfterEach();
/** A long run, for `npm run test:reports`: 20,000. */
const size = Number(process.env['REPORT_PEOPLE'] ?? 300);
const retentionDays = 365;

type Env = Readonly<Record<string, string>>;
interface Document {
  readonly report: string;
  readonly year?: number;
  readonly rows: readonly (Record<string, string | null> & { readonly count: number | string })[];
}

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

const stores: readonly (readonly [string, () => Promise<Env>])[] = [
  ['SQLite', async () => opened.keep(openFileDatabase()).env],
  [
    'PostgreSQL',
    async () => ({
      DATABASE_URL: await postgres.createDatabase(),
      ENCRYPTION_KEYS: `test:${base64Key(7)}`,
    }),
  ],
];

async function withStore<Result>(env: Env, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore(storeOf(readSettings({ terminal: terminalOf({ env }) })));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

function newFolder(): string {
  const folder = temporaryFolder();
  opened.keep({ close: async () => folder.remove() });
  return folder.path;
}

/** Makes the three reports, and returns everything that was written, by the file's name. */
async function makeAll(env: Env, exact: boolean): Promise<ReadonlyMap<string, string>> {
  const out = join(newFolder(), 'made', 'here');
  const options = { out, exact, as: 'chen' };
  const ran = [
    await runJob(reportMinors, { ...options, year: String(year) }, [], { env, progress: true }),
    await runJob((run, given) => makeReport(run, given, { report: 'faces' }), options, [], { env }),
    await runJob((run, given) => makeReport(run, given, { report: 'audit' }), options, [], { env }),
  ];
  const written = readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')] as const);
  return new Map([
    ...written,
    [
      'stdout',
      ran
        .map(({ stdout }) => stdout)
        .join('')
        .replaceAll(out, ''),
    ],
    ['stderr', ran.map(({ stderr }) => stderr).join('')],
  ]);
}

const read = (files: ReadonlyMap<string, string>, report: string) =>
  JSON.parse(files.get(`${report}.json`) ?? '') as Document;

function countsOf({ rows }: Document): Truth {
  const shown = rows.map(({ figure, count, ...columns }) => [keyOf(figure ?? '', present(columns)), count]);
  return new Map((shown as [string, number][]).filter(([, count]) => count !== 0));
}

function present(columns: Readonly<Record<string, string | number | null>>) {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null));
}

function withoutZeros(truth: Truth): Truth {
  return new Map([...truth].filter(([, count]) => count !== 0));
}

function expectTruth(files: ReadonlyMap<string, string>, population: Population): void {
  expect(countsOf(read(files, 'minors'))).toEqual(withoutZeros(minorsTruth(population, retentionDays)));
  expect(countsOf(read(files, 'faces'))).toEqual(withoutZeros(facesTruth(population)));
  expect(countsOf(read(files, 'audit'))).toEqual(withoutZeros(auditTruth(population, retentionDays)));
}

describe.each(stores)('realname report on %s', (_name, database) => {
  it(`counts an invented population of ${size} exactly, twice with the same bytes and without personal data`, async () => {
    const env = await database();
    const population = inventPopulation(size, 22);
    await withStore(env, (store) => storePopulation(store, population));

    const [first, second] = [await makeAll(env, true), await makeAll(env, true)];
    const covered = await makeAll(env, false);

    expectTruth(first, population);
    expect(second).toEqual(first);
    for (const report of ['minors', 'faces', 'audit']) {
      expect(read(covered, report).rows).toEqual(read(first, report).rows.map(cover));
    }
    const texts = [...first.values(), ...covered.values()];
    const shown = [...population.personal].filter((value) => texts.some((text) => text.includes(value)));
    expect(shown).toEqual([]);
    expect(texts.filter((text) => /\d{11}|试/.test(text))).toEqual([]);
    expect(first.get('stderr')).toMatch(/^\d+ verifications read\n/);
  });
});

const uncovered = ['retentionDays', 'stored', 'distance'];
const cover = (row: Document['rows'][number]) => {
  const isSmall = [1, 2, 3, 4].includes(Number(row.count)) && !uncovered.includes(row['figure'] ?? '');
  return isSmall ? { ...row, count: '<5' } : row;
};

describe('realname report', () => {
  it('writes the same rows as CSV, and says in Markdown what they are', async () => {
    const { env } = opened.keep(openFileDatabase());
    await withStore(env, (store) => storePopulation(store, inventPopulation(40, 7)));
    const files = await makeAll(env, false);

    const { rows, ...rest } = read(files, 'minors');
    expect(rest).toEqual({ report: 'minors', year });
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'figure',
      'band',
      'purpose',
      'method',
      'kind',
      'status',
      'count',
    ]);
    const [head, ...lines] = files.get('minors.csv')?.trimEnd().split('\n') ?? [];
    expect(head).toBe('figure,band,purpose,method,kind,status,count');
    expect(lines).toEqual(rows.map((row) => Object.values(row).map(csvField).join(',')));
    expect(files.get('minors.csv')).toContain('"exam, ""oral"""');
    expect(read(files, 'faces')).toEqual({ report: 'faces', rows: expect.any(Array) });
    for (const report of ['minors', 'faces', 'audit']) {
      expect(files.get(`${report}.md`)).toContain("The operator's working paper, not legal advice");
    }
  });

  it('records who asked, and each verification that it opened, and counts none of these reveals', async () => {
    const { env } = opened.keep(openFileDatabase());
    const population = inventPopulation(40, 8);
    await withStore(env, (store) => storePopulation(store, population));
    await makeAll(env, true);

    const inYear = population.people
      .flatMap(({ verifications }) => verifications.map(({ verification }) => verification))
      .filter(({ createdAt }) => createdAt >= new Date(`${year}-01-01T00:00:00+08:00`))
      .filter(({ createdAt }) => createdAt < new Date(`${year + 1}-01-01T00:00:00+08:00`));
    const toOpen = inYear.filter(({ guid, redactedAt }) => guid !== null && redactedAt === null);
    await withStore(env, async (store) => {
      const reveals = await store.reveals.of(inYear.map(({ id }) => id));
      const byReport = [...reveals.values()].flat().filter(({ purpose }) => purpose.startsWith('realname'));
      expect(byReport.map(({ verificationId }) => verificationId).sort()).toEqual(
        toOpen.map(({ id }) => id).sort(),
      );
      expect(byReport[0]).toMatchObject({
        caller: 'operator:chen as chen',
        purpose: `realname report minors --year ${year}`,
      });
      const acts = await store.acts.list({ limit: 1000 });
      const reports = acts.filter(({ kind }) => kind === 'REPORT');
      expect(reports.map(({ kind, by }) => [kind, by])).toEqual(
        Array(3).fill(['REPORT', { kind: 'commandLine', systemUser: 'chen', givenName: 'chen' }]),
      );
    });
    expect(countsOf(read(await makeAll(env, true), 'audit'))).toEqual(
      withoutZeros(auditTruth(population, retentionDays)),
    );
  });

  it('opens nothing if the folder is a file, or the year is none', async () => {
    const { env } = opened.keep(openFileDatabase());
    const file = join(newFolder(), 'reports');
    writeFileSync(file, 'of somebody');
    const minors = { out: file, year: String(year) };

    await expect(runJob(reportMinors, minors, [], { env })).rejects.toThrow(/is a file.*--out/);
    await expect(runJob(reportMinors, { ...minors, out: join(file, 'below') }, [], { env })).rejects.toThrow(
      /--out/,
    );
    await expect(
      (async () => runJob(reportMinors, { out: newFolder(), year: '25' }, [], { env }))(),
    ).rejects.toThrow('--year must be a year of four digits');

    expect(readFileSync(file, 'utf8')).toBe('of somebody');
    expect(await withStore(env, (store) => store.acts.list({ limit: 1 }))).toEqual([]);
  });
});

function csvField(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
