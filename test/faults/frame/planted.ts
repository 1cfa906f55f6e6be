import type { Counts, Fault, FaultForm, StoreKind } from './fault';
import type { Patch } from './program';
import { seedOfRun } from './random';
import { type Row, runFault } from './run';

/** A bug that is put into a copy of the compiled service, to see that the suite finds it. */
export interface PlantedBug {
  readonly title: string;
  readonly patches: readonly Patch[];
  /** The fault that finds it, the store, and the finding. */
  readonly fault: Fault;
  readonly store: StoreKind;
  readonly shows: keyof Pick<Counts, 'lost' | 'doubled' | 'regressed' | 'stuck'>;
  /** Where the short form of the fault finds it as surely. */
  readonly form?: FaultForm;
}

export interface CaughtBug {
  readonly bug: PlantedBug;
  readonly row: Row;
}

const limitMs = 600_000;

/** Every bug as a test of its own: the fault that should find it does. Returns what was caught, as it fills. */
export function describePlantedBugs(
  bugs: readonly PlantedBug[],
  form: FaultForm,
  seed: number = seedOfRun(),
): readonly CaughtBug[] {
  const caught: CaughtBug[] = [];
  describe('the suite fails when', () => {
    it.each(bugs.map((bug) => [bug.title, bug.store, bug] as const))(
      `%s (%s, FAULT_SEED=${seed})`,
      async (_title, _store, bug) => {
        const row = await runFault(bug.fault, bug.store, {
          form: bug.form ?? form,
          seed,
          patches: bug.patches,
        });
        expect(row[bug.shows]).toBeGreaterThan(0);
        caught.push({ bug, row });
      },
      limitMs,
    );
  });
  return caught;
}
