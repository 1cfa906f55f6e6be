import { askAs } from './ask';
import { auditStatusOf, type CasePush, timeOfPush } from './cases';
import type { Counts } from './fault';
import { Follower, placeOf } from './follower';

interface Answered {
  readonly id: string;
  readonly guid: string;
  readonly version: number;
  /** The idempotency key with which it was started. */
  readonly key: string;
}

interface HistoryEvent {
  readonly version: number;
  readonly status: string;
  readonly cause: string;
  readonly occurredAt: string;
  readonly cursor: string;
}

interface Stored {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly history: readonly HistoryEvent[];
}

/** A notification may be lost; what makes up for it looks every 5 s. */
const followerPatienceMs = 15_000;

const historiesQuery = `query ($guid: ID!, $after: String) {
  verifications(first: 50, after: $after, filter: { guid: $guid }) {
    nodes { id version status history { version status cause occurredAt cursor } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The promises: every answer, acknowledgement and event that left the service. `check` holds it to that. */
export class Ledger {
  readonly #answered = new Map<string, Answered>();
  readonly #pushed = new Map<string, Set<number>>();
  readonly #acknowledged = new Map<string, Set<number>>();
  readonly #results = new Map<string, boolean>();
  readonly #followers: Follower[] = [];
  readonly #lost = new Set<string>();
  readonly #doubled = new Set<string>();
  readonly #regressed = new Set<string>();
  readonly #stuck = new Set<string>();

  /** A mutation was answered with this. */
  answered(answer: Answered): void {
    const before = this.#answered.get(answer.key);
    if (before && before.id !== answer.id) this.doubled(`${answer.key} is ${before.id} and ${answer.id}`);
    if (before && before.version > answer.version) this.regressed(`${answer.id} answered anew`);
    this.#answered.set(answer.key, answer);
  }

  pushed({ of, n }: CasePush): void {
    this.#pushed.set(of.id, (this.#pushed.get(of.id) ?? new Set()).add(n));
  }

  acknowledged({ of, n }: CasePush): void {
    this.#acknowledged.set(of.id, (this.#acknowledged.get(of.id) ?? new Set()).add(n));
  }

  /**
   * OneNET's twin has decided this verification, once, and pushes that by itself until it is acknowledged. Says
   * whether its first try was.
   */
  decided(id: string, isAcknowledged: boolean): void {
    this.#results.set(id, isAcknowledged);
  }

  isAcknowledged({ of, n }: CasePush): boolean {
    return this.#acknowledged.get(of.id)?.has(n) ?? false;
  }

  /** A follower that `check` will ask; of the whole account, or of one of its verifications. */
  follow(guid: string, id: string | null = null): Follower {
    const follower = new Follower(guid, id);
    this.#followers.push(follower);
    return follower;
  }

  lost(what: string): void {
    this.#lost.add(what);
  }

  doubled(what: string): void {
    this.#doubled.add(what);
  }

  regressed(what: string): void {
    this.#regressed.add(what);
  }

  stuck(what: string): void {
    this.#stuck.add(what);
  }

  /** The broken promises by name; empty if there are none. */
  get faults(): readonly string[] {
    const named = (kind: string, names: ReadonlySet<string>) => [...names].map((name) => `${kind}: ${name}`);
    return [
      ...named('lost', this.#lost),
      ...named('doubled', this.#doubled),
      ...named('regressed', this.#regressed),
      ...named('stuck', this.#stuck),
    ];
  }

  /** Compares what the service has, and what connected followers have seen, with what was promised. */
  async check(url: string, guids: readonly string[] = this.#guids()): Promise<void> {
    const followed: Promise<void>[] = [];
    for (const guid of guids) {
      const stored = await readAccount(url, guid);
      for (const answer of this.#answered.values()) {
        if (answer.guid === guid) this.#checkVerification(answer, stored.get(answer.id));
      }
      const followers = this.#followers.filter((follower) => follower.guid === guid);
      // Together, so that the patience with all of them is that with one.
      followed.push(...followers.map((follower) => this.#checkFollower(follower, stored)));
    }
    await Promise.all(followed);
  }

  counts(rounds: number): Counts {
    const sum = (sets: ReadonlyMap<string, ReadonlySet<number>>) =>
      [...sets.values()].reduce((total, { size }) => total + size, 0);
    return {
      rounds,
      pushes: sum(this.#pushed) + this.#results.size,
      acknowledged: sum(this.#acknowledged) + [...this.#results.values()].filter((is) => is).length,
      mutations: this.#answered.size,
      followed: this.#followers.reduce((total, { seen }) => total + seen.length, 0),
      lost: this.#lost.size,
      doubled: this.#doubled.size,
      regressed: this.#regressed.size,
      stuck: this.#stuck.size,
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#followers.map((follower) => follower.stop()));
  }

  #guids(): readonly string[] {
    return [...new Set([...this.#answered.values()].map(({ guid }) => guid))];
  }

  #checkVerification({ id, version }: Answered, stored: Stored | undefined): void {
    if (!stored) {
      this.lost(`verification ${id}`);
      return;
    }
    if (stored.version < version) this.regressed(`${id} to version ${stored.version}`);
    stored.history.forEach((event, index) => {
      if (event.version !== index + 1)
        this.regressed(`${id} has version ${event.version} as number ${index + 1}`);
    });
    if (stored.history.length !== stored.version) this.lost(`history of ${id}`);
    if (this.#results.has(id)) this.#checkResult(stored);
    const times = stored.history.map((event) => Date.parse(event.occurredAt));
    const recorded = (n: number) => times.filter((time) => time === timeOfPush(n)).length;
    for (const n of this.#pushed.get(id) ?? []) {
      if (recorded(n) > 1) this.doubled(`push ${n} of ${id}`);
    }
    const acknowledged = [...(this.#acknowledged.get(id) ?? [])];
    for (const n of acknowledged) {
      if (recorded(n) === 0) this.lost(`push ${n} of ${id}`);
    }
    const newest = Math.max(0, ...[...(this.#pushed.get(id) ?? [])].filter((n) => recorded(n) > 0));
    const statusByPushes = auditStatusOf(newest) === '0' ? 'APPROVED' : 'IN_REVIEW';
    if (newest > 0 && stored.status !== statusByPushes) {
      this.regressed(`${id} is ${stored.status} after push ${newest}`);
    }
  }

  #checkResult({ id, status, history }: Stored): void {
    const results = history.filter((event) => event.cause === 'PROVIDER_CALLBACK').length;
    if (results === 0) this.lost(`result of ${id}`);
    else if (results > 1) this.doubled(`result of ${id}`);
    else if (status !== 'APPROVED') this.regressed(`${id} is ${status} after its approval`);
  }

  async #checkFollower(follower: Follower, account: ReadonlyMap<string, Stored>): Promise<void> {
    const expected = new Map<number, string>();
    for (const [id, { history }] of account) {
      if (follower.id !== null && follower.id !== id) continue;
      for (const { cursor, version, status } of history) {
        expected.set(follower.id === null ? placeOf(cursor) : version, `${id} ${version} ${status}`);
      }
    }
    const places = [...expected.keys()].sort((a, b) => a - b);
    await follower.reaches(places.at(-1) ?? 0, followerPatienceMs);

    const who = `the follower of ${follower.id ?? follower.guid}`;
    const seen = new Set<number>();
    let last = 0;
    for (const { place, id, version, status } of follower.seen) {
      if (seen.has(place)) this.doubled(`${place} for ${who}`);
      else if (place < last) this.regressed(`${place} after ${last} for ${who}`);
      const isThere = expected.get(place) === `${id} ${version} ${status}`;
      if (!isThere) this.regressed(`${place} was taken back from ${who}`);
      seen.add(place);
      last = Math.max(last, place);
    }
    for (const place of places) if (!seen.has(place)) this.lost(`${place} for ${who}`);
    places.forEach((place, index) => {
      if (place !== index + 1) this.lost(`${index + 1} of ${who}`);
    });
  }
}

async function readAccount(url: string, guid: string): Promise<ReadonlyMap<string, Stored>> {
  const stored = new Map<string, Stored>();
  for (let after: string | null = null, more = true; more; ) {
    const { verifications }: Page = await askAs(url, guid, historiesQuery, { guid, after });
    for (const node of verifications.nodes) stored.set(node.id, node);
    after = verifications.pageInfo.endCursor;
    more = verifications.pageInfo.hasNextPage;
  }
  return stored;
}

interface Page {
  readonly verifications: {
    readonly nodes: readonly Stored[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
