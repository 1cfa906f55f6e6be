import { type AgeBand, ageBandOf, ageOf } from '../facts/age';
import { comparableIdentityNo } from '../facts/comparable';
import type { Verification } from '../verification/verification';
import { type Counted, counted } from './report';

/** The bands that a report counts, by the ages at which they begin and end. */
const bandAges = [14, 18] as const;

export type MinorBand = Exclude<AgeBand, 'ADULT'>;

/** The parts of a verification that are counted. */
export type CountedVerification = Pick<Verification, 'guid' | 'purpose' | 'method' | 'personal'>;

interface Person {
  age: number | null;
  /** JSON of purpose and method. */
  readonly ways: Set<string>;
}

/**
 * The people of a year, by the accounts of their verifications. If the numbers of one account tell several ages, the
 * youngest counts: a child that once typed a parent's number stays a child.
 */
export class MinorsCount {
  readonly #people = new Map<string, Person>();

  /** `day`: the day whose age counts. */
  constructor(private readonly day: Date) {}

  add({ guid, purpose, method, personal }: CountedVerification): void {
    // A check for LinkID as its data source belongs to no account.
    if (guid === null) return;
    const person = this.#people.get(guid) ?? { age: null, ways: new Set() };
    this.#people.set(guid, person);
    person.ways.add(JSON.stringify([purpose ?? 'default', method]));
    const age = ageIn(personal, this.day);
    if (age !== null && (person.age === null || age < person.age)) person.age = age;
  }

  /** The accounts of minors, with their bands. */
  bands(): ReadonlyMap<string, MinorBand> {
    return new Map(
      [...this.#people].flatMap(([guid, { age }]) => {
        const band = ageBandOf(age, bandAges);
        return band === null || band === 'ADULT' ? [] : [[guid, band] as const];
      }),
    );
  }

  rows(): readonly Counted[] {
    const [totals, cells] = [new Map<MinorBand, number>(), new Map<string, number>()];
    for (const [guid, band] of this.bands()) {
      totals.set(band, (totals.get(band) ?? 0) + 1);
      for (const way of this.#people.get(guid)?.ways ?? []) {
        const cell = JSON.stringify([band, ...(JSON.parse(way) as string[])]);
        cells.set(cell, (cells.get(cell) ?? 0) + 1);
      }
    }
    return [
      ...(['UNDER_14', 'FROM_14_TO_17'] as const).map((band) =>
        counted('people', totals.get(band) ?? 0, { band }),
      ),
      ...[...cells].map(([cell, count]) => {
        const [band, purpose, method] = JSON.parse(cell) as [MinorBand, string, string];
        return counted('people', count, { band, purpose, method });
      }),
    ];
  }
}

/** By the number of the input or the push, otherwise by the birthday of the push. */
function ageIn({ subject, audit }: Verification['personal'], day: Date): number | null {
  const record = audit?.reveal();
  const number = subject?.reveal().identityNo ?? record?.custCertNo ?? null;
  const identityNo = number === null ? null : comparableIdentityNo(number);
  return ageOf({ identityNo, birthday: record?.birthday ?? null }, day);
}
