import { AsyncLocalStorage } from 'node:async_hooks';
import { numberOf } from '../scene';

/** One family and one adult, with accounts of their own. */
export interface World {
  readonly child: Person;
  readonly father: Person;
  readonly adult: Person;
}

export interface Person {
  readonly guid: string;
  readonly name: string;
  readonly identityNo: string;
  readonly outid: string;
}

/** Places keep the numbers of a run apart. */
export function worldOf(place: number): World {
  const person = (role: string, name: string, birthday: string): Person => ({
    guid: `${role}-${place}`,
    name,
    identityNo: numberOf(birthday, String(place % 1000).padStart(3, '0')),
    outid: `1${String(place).padStart(6, '0')}`,
  });
  return {
    child: person('child', '童试儿', '20150601'),
    father: person('father', '童试父', '19870412'),
    adult: person('adult', '成试人', '19900101'),
  };
}

/** A consent, or the proof that one rests on, from the moment it could stand to the moment it was certainly gone. */
interface Span {
  readonly from: number;
  until: number;
}

interface Given extends Span {
  readonly guid: string;
  readonly kind: string;
  readonly proof: string | null;
  /** When the service had said that it is recorded. */
  readonly recorded: number;
}

/**
 * What the far ends may receive, by a ledger of its own: a request of an operation is right if a consent stood at some
 * moment between the beginning of that operation and the arrival of the request. The ledger knows no code of the gate.
 */
export class Ledger {
  readonly wrong: string[] = [];
  readonly counts = { ofChild: 0, withFace: 0, free: 0, asked: 0 };
  readonly #operations = new AsyncLocalStorage<number>();
  readonly #consents = new Map<string, Given>();
  readonly #proofs = new Map<string, Span>();
  #tick = 0;

  /** Runs one operation of the service. */
  operate<Result>(work: (begun: number) => Promise<Result>): Promise<Result> {
    this.#tick += 1;
    const begun = this.#tick;
    return this.#operations.run(begun, () => work(begun));
  }

  consentGiven(
    id: string,
    from: number,
    { guid, kind, proof }: Pick<Given, 'guid' | 'kind' | 'proof'>,
  ): void {
    const recorded = this.#next();
    this.#consents.set(id, { guid, kind, proof, from, recorded, until: Number.POSITIVE_INFINITY });
  }

  proofShown(id: string, from: number): void {
    this.#proofs.set(id, { from, until: Number.POSITIVE_INFINITY });
  }

  consentGone(id: string): void {
    end(this.#consents.get(id), this.#next());
  }

  proofGone(id: string): void {
    end(this.#proofs.get(id), this.#next());
  }

  /** The consents about an account that were recorded before its erasure began; one that came meanwhile can stand. */
  accountGone(guid: string, begun: number): void {
    const now = this.#next();
    for (const one of this.#consents.values()) {
      if (one.guid === guid && one.recorded < begun) end(one, now);
    }
  }

  /** A far end received a request about a person. */
  received(about: Person & { readonly isChild: boolean }, usesFace: boolean, where: string): void {
    const arrived = this.#next();
    const begun = this.#operations.getStore();
    if (begun === undefined) throw new Error(`${where} was asked by no operation`);
    const stood = (kind: string) =>
      [...this.#consents.values()].some(
        (one) =>
          one.guid === about.guid &&
          one.kind === kind &&
          overlaps(one, begun, arrived) &&
          (one.proof === null || overlaps(this.#proofs.get(one.proof), begun, arrived)),
      );
    if (/query|result/.test(where)) this.counts.asked += 1;
    if (about.isChild) this.counts.ofChild += 1;
    if (usesFace) this.counts.withFace += 1;
    if (!about.isChild && !usesFace) this.counts.free += 1;
    if (about.isChild && !stood('GUARDIAN')) this.wrong.push(`${where}: ${about.guid} without GUARDIAN`);
    if (usesFace && !stood('SEPARATE')) this.wrong.push(`${where}: ${about.guid} without SEPARATE`);
  }

  #next(): number {
    this.#tick += 1;
    return this.#tick;
  }
}

function end(span: Span | undefined, at: number): void {
  if (span && span.until > at) span.until = at;
}

function overlaps(span: Span | undefined, from: number, until: number): boolean {
  return span !== undefined && span.from <= until && span.until >= from;
}
