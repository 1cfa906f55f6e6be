import type { DemoClient } from './client.mts';
import { eventsOf, withoutGaps } from './events.mts';
import { DemoFault } from './fault.mts';
import { type Outcome, tableLines } from './table.mts';
import { type DemoVerification, read } from './verification.mts';

/** One action on a verification, and its expected outcome. */
export interface Scene {
  readonly method: string;
  /** The mutation or query, or another call. */
  readonly operation: string;
  readonly done: string;
  /** The expected status after each version, from the first to the last. */
  readonly path: readonly string[];
  /** The expected failure code at the end. Default: none. */
  readonly failure?: string;
  /** Default: none. */
  readonly secondInspection?: string;
  /** Acts, and returns the verification to look at. Throws DemoFault if the action fails. */
  act(): Promise<{ readonly id: string }>;
  /** The person's action when a status is reached, in the middle of the path. */
  readonly on?: Readonly<Record<string, (verification: DemoVerification) => Promise<void>>>;
  /** Throws DemoFault if the verification at the end is not as it should be. */
  check?(verification: DemoVerification): void | Promise<void>;
}

/** A tour of all methods; each scene makes a row of the table. */
export interface Tour {
  /** A client for an account of this run. */
  readonly client: DemoClient;
  readonly guid: string;
  /** A client for another account of this run. */
  readonly otherGuid: string;
  /** The addresses of the service and of its sandbox, without a trailing slash. */
  readonly service: string;
  readonly sandbox: string;
  readonly outcomes: readonly Outcome[];
  /** Plays a scene and prints its row. Null if the outcome was unexpected; the tour goes on. */
  scene(scene: Scene): Promise<DemoVerification | null>;
}

/** Scenes that belong together: of a provider, or of a promise of the service. */
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
      const end = (fault: string | null, level: string | null) =>
        report({
          method,
          operation,
          done,
          status: statuses.at(-1) ?? null,
          level,
          versions: statuses.length,
          fault,
        });
      try {
        const verification = await play(place.client, scene, statuses);
        end(null, verification.assurance.level);
        return verification;
      } catch (error) {
        if (!(error instanceof DemoFault)) throw error;
        end(error.message, null);
        return null;
      }
    },
  };
}

/** For a scene that continues an earlier one. Throws DemoFault if the earlier one failed. */
export function after(verification: DemoVerification | null): DemoVerification {
  if (verification) return verification;
  throw new DemoFault('The scene that this one continues has failed.');
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

/** Throws DemoFault if the values differ. */
export function expect(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new DemoFault(`${what} is ${actual}, not ${expected}.`);
}
