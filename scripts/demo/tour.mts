import type { DemoClient } from './client.mts';
import { eventsOf, withoutGaps } from './events.mts';
import { DemoFault } from './fault.mts';
import { type Outcome, tableLines } from './table.mts';
import { type DemoVerification, read } from './verification.mts';

/** One thing that is done with a verification, and all that must come of it. */
export interface Scene {
  readonly method: string;
  /** The mutation or query, or what else is called. */
  readonly operation: string;
  readonly done: string;
  /** Its status after each version, from the first to the last. */
  readonly path: readonly string[];
  /** The code of its failure in the end. Default: it has none. */
  readonly failure?: string;
  /** Default: there was none. */
  readonly secondInspection?: string;
  /** Does it, and says which verification to look at. Throws DemoFault when it cannot be done. */
  act(): Promise<{ readonly id: string }>;
  /** What the person does when it comes to a status, in the middle of the path. */
  readonly on?: Readonly<Record<string, (verification: DemoVerification) => Promise<void>>>;
  /** Throws DemoFault where the verification is not, in the end, what it should be. */
  check?(verification: DemoVerification): void | Promise<void>;
}

/** One way through every method; each scene makes a row of the table. */
export interface Tour {
  /** Speaks for an account of this run. */
  readonly client: DemoClient;
  readonly guid: string;
  /** Another account of this run. */
  readonly otherGuid: string;
  /** Where the service is, and where its sandbox is: both without a slash at the end. */
  readonly service: string;
  readonly sandbox: string;
  readonly outcomes: readonly Outcome[];
  /** Plays a scene and prints its row. Null where it did not come out as expected; the tour goes on. */
  scene(scene: Scene): Promise<DemoVerification | null>;
}

/** What belongs together, in one module: a provider, or a promise of the service. */
export interface Chapter {
  readonly title: string;
  play(tour: Tour): Promise<void>;
}

export type TourPlace = Pick<Tour, 'client' | 'guid' | 'otherGuid' | 'service' | 'sandbox'>;

export function openTour(place: TourPlace, say: (line: string) => void): Tour {
  const outcomes: Outcome[] = [];
  const report = (outcome: Outcome) => {
    outcomes.push(outcome);
    for (const line of tableLines(outcome)) say(line);
  };
  return {
    ...place,
    outcomes,
    async scene(scene) {
      const { method, operation, done } = scene;
      const statuses: string[] = [];
      const end = (fault: string | null) =>
        report({
          method,
          operation,
          done,
          status: statuses.at(-1) ?? null,
          versions: statuses.length,
          fault,
        });
      try {
        const verification = await play(place.client, scene, statuses);
        end(null);
        return verification;
      } catch (error) {
        if (!(error instanceof DemoFault)) throw error;
        end(error.message);
        return null;
      }
    },
  };
}

/** For a scene that goes on from an earlier one. Throws DemoFault where that one did not come about. */
export function after(verification: DemoVerification | null): DemoVerification {
  if (verification) return verification;
  throw new DemoFault('What this builds on did not come about.');
}

async function play(client: DemoClient, scene: Scene, statuses: string[]): Promise<DemoVerification> {
  const { path } = scene;
  const { id } = await scene.act();
  for await (const { version, status } of withoutGaps(eventsOf(client, id))) {
    statuses.push(status);
    expect(`version ${version}`, status, path[version - 1]);
    if (version === path.length) break;
    await scene.on?.[status]?.(await read(client, id));
  }
  const verification = await read(client, id);
  expect('method', verification.method, scene.method);
  expect('version', verification.version, path.length);
  expect('failure', verification.failure?.code ?? null, scene.failure ?? null);
  expect('secondInspection', verification.secondInspection, scene.secondInspection ?? null);
  await scene.check?.(verification);
  return verification;
}

/** Throws DemoFault where something is not as it should be. */
export function expect(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new DemoFault(`${what} is ${actual}, not ${expected}.`);
}
