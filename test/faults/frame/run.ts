import { openContext } from './context';
import type { Counts, Fault, FaultForm, StoreKind } from './fault';
import type { Patch } from './program';
import { seedOfRun } from './random';

export interface Row extends Counts {
  readonly title: string;
  readonly store: StoreKind;
  readonly faults: readonly string[];
}

/** After this a fault counts as stuck. A short form takes seconds. */
const stuckAfterMs = { short: 300_000, long: 3_600_000 };

export interface RunOptions {
  readonly form: FaultForm;
  readonly seed: number;
  readonly patches?: readonly Patch[];
}

/** One fault on one store, from an empty database to the counts. */
export async function runFault(fault: Fault, store: StoreKind, options: RunOptions): Promise<Row> {
  const context = await openContext(fault, store, options);
  try {
    const counts = await fault.run(context);
    return { title: fault.title, store, ...counts, faults: context.ledger.faults };
  } finally {
    await context.close();
  }
}

/** Every fault on each of its stores as a test of its own. Returns the rows, which fill as the tests run. */
export function describeFaults(
  faults: readonly Fault[],
  form: FaultForm,
  seed: number = seedOfRun(),
): readonly Row[] {
  const rows: Row[] = [];
  for (const fault of faults) {
    if (fault.rounds[form] === 0) continue;
    const { missing = null } = fault;
    if (missing !== null) {
      it.skip(`${fault.title}: ${missing}`, () => {});
      continue;
    }
    describe(fault.title, () => {
      it.each(fault.stores)(
        `loses, doubles and sets back nothing on %s (FAULT_SEED=${seed})`,
        async (store) => {
          const row = await runFault(fault, store, { form, seed });
          rows.push(row);
          expect(row).toMatchObject({ faults: [], lost: 0, doubled: 0, regressed: 0, stuck: 0 });
        },
        stuckAfterMs[form],
      );
    });
  }
  return rows;
}
