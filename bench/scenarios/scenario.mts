import type { SeedSize } from '../data/seed-store.mts';
import type { Result } from '../report/result.mts';
import type { Load } from '../servers/load.mts';

export interface Options {
  readonly rounds: number;
  /** Of one round of one server. */
  readonly seconds: number;
  /** Everything small: it shows that the bench works, and nothing about speed. */
  readonly short: boolean;
}

/** A store of the service. */
export interface StoreCopy {
  /** For DATABASE_URL. */
  readonly databaseUrl: string;
  /** For whatever else belongs to it. */
  readonly folder: string;
}

export interface Databases extends StoreCopy {
  /** The same facts for the peers. */
  readonly peersUrl: string;
}

/** What the scenarios share. */
export interface Bench {
  readonly options: Options;
  readonly load: Load;
  /** Databases of that size, for one scenario alone. */
  databases(size: SeedSize): Promise<Databases>;
  /** The same without the peers' part. */
  store(size: SeedSize): Promise<StoreCopy>;
  /** A folder that is removed in the end. */
  folder(): string;
  /** Ends with the scenario; what is opened last goes first. */
  onEnd(close: () => Promise<unknown>): void;
  /** Says what is going on, on the error output. */
  say(text: string): void;
}

export interface Scenario {
  /** Its letter. */
  readonly id: string;
  run(bench: Bench): Promise<readonly Result[]>;
}
