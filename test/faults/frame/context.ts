import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeOneNet, openFakeOneNet } from '../../support/fake-onenet';
import { startPostgres, type TestPostgres } from '../../support/postgres';
import { type Environment, endProcesses, type ServiceProcess, start } from '../../support/process';
import { base64Key } from '../../support/settings';
import { temporaryFolder } from '../../support/temporary-folder';
import type { Fault, FaultForm, StoreKind } from './fault';
import { Ledger } from './ledger';
import { copyProgram, type Patch } from './program';
import { Random } from './random';

export interface FaultContext {
  readonly store: StoreKind;
  readonly form: FaultForm;
  readonly rounds: number;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly oneNet: FakeOneNet;
  /** An empty folder, the databases' and the services'. */
  readonly folder: string;
  /** Where the compiled service lies: a copy of this context's own. */
  readonly program: string;
  /** Of the store that every service of this context shares. */
  readonly databaseUrl: string;
  /** The settings with which every service of this context starts. */
  readonly env: Environment;
  /** The server under `databaseUrl`; throws where the store is SQLite. */
  readonly postgres: TestPostgres;
  /** The rounds, from 1; where bugs are planted, only until one is found. */
  eachRound(): Iterable<number>;
  /** Starts a process of the service. Processes of different names have inboxes of their own. */
  start(env?: Environment, name?: string): Promise<ServiceProcess>;
  close(): Promise<void>;
}

export interface ContextOptions {
  readonly form: FaultForm;
  readonly seed: number;
  /** Bugs to plant. */
  readonly patches?: readonly Patch[];
}

export async function openContext(
  fault: Fault,
  store: StoreKind,
  { form, seed, patches = [] }: ContextOptions,
): Promise<FaultContext> {
  const folder = temporaryFolder();
  const closers: (() => Promise<void>)[] = [async () => folder.remove()];
  const close = async () => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    const program = copyProgram(folder.path, [...(fault.patches ?? []), ...patches]);
    const postgres =
      store === 'sqlite' ? null : await startPostgres({ durable: fault.durablePostgres ?? false });
    if (postgres) closers.push(() => postgres.close());
    const databaseUrl = postgres
      ? await postgres.createDatabase()
      : `sqlite:${join(folder.path, 'realname.db')}`;
    const oneNet = await openFakeOneNet();
    closers.push(() => oneNet.close());
    const env = { ...settings, ...oneNet.env, DATABASE_URL: databaseUrl };
    closers.push(endProcesses);
    const ledger = new Ledger();
    closers.push(() => ledger.close());
    const rounds = fault.rounds[form];
    return {
      store,
      form,
      rounds,
      random: new Random(seed, `${fault.title} ${store}`),
      ledger,
      oneNet,
      folder: folder.path,
      program,
      databaseUrl,
      env,
      get postgres() {
        if (!postgres) throw new Error('this fault has no PostgreSQL');
        return postgres;
      },
      *eachRound() {
        for (let round = 1; round <= rounds; round += 1) {
          yield round;
          if (patches.length > 0 && ledger.faults.length > 0) return;
        }
      },
      start(more = {}, name = 'service') {
        const cwd = join(folder.path, name);
        mkdirSync(cwd, { recursive: true });
        return start({ ...env, INBOX_PATH: join(cwd, 'pushes.inbox'), ...more }, { cwd, program });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const settings: Environment = {
  ENCRYPTION_KEYS: `k1:${base64Key(7)}`,
  LOG_LEVEL: 'error',
  QUERY_MAX_COST: '10000000',
};
