import type { SeedSize } from '../data/seed-store.mts';
import type { Result } from '../report/result.mts';
import type { Load } from '../servers/load.mts';

export interface Options {
  readonly rounds: number;
  /** Length of one round of one server. */
  readonly seconds: number;
  /** Everything small: it shows that the bench works, and says nothing about speed. */
  readonly short: boolean;
}

/** A store of the service. */
export interface StoreCopy {
  /** For DATABASE_URL. */
  readonly databaseUrl: string;
  /** Settings for its other parts. */
  readonly folder: string;
}

export interface Databases extends StoreCopy {
  /** The same facts for the peers. */
  readonly peersUrl: string;
}

/** The services that scenarios share. */
export interface Bench {
  readonly options: Options;
  readonly load: Load;
  /** Databases of that size, for one scenario only. */
  databases(size: SeedSize): Promise<Databases>;
  /** The same without the peers' part. */
  store(size: SeedSize): Promise<StoreCopy>;
  /** A folder that is removed at the end. */
  folder(): string;
  /** Closes with the scenario, in reverse order of opening. */
  onEnd(close: () => Promise<unknown>): void;
  /** Prints progress on standard error. */
  say(text: string): void;
}

export interface Scenario {
  /** Its letter. */
  readonly id: string;
  run(bench: Bench): Promise<readonly Result[]>;
}
