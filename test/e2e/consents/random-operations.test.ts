import { seeded } from '../../domain/routing/question';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { farEndsEnv, openFarEnds, turns } from './random/far-ends';
import { nothingMade, operations, type Stage } from './random/operations';
import { openInProcess } from './random/service';
import { Ledger, type Person, worldOf } from './random/world';

const opened = closeAfterEach();
/** A long run, for `npm run test:consents`: 50,000. */
const rounds = Number(process.env['CONSENT_INTERLEAVINGS'] ?? 600);
const seed = Number(process.env['CONSENT_SEED'] ?? 22);
/** After this many rounds other people come, and after that many another database: what is known of one does not grow. */
const roundsOfWorld = 30;
const roundsOfStore = 3000;
const mostAtOnce = 5;

const env = {
  ...farEndsEnv,
  CONSENT: 'enforce',
  ATTEMPTS_PER_TARGET: '1000000',
  ATTEMPTS_PER_CALLER: '1000000',
  STARTS_PER_CALLER: '1000000',
  STARTS_PER_IDENTITY: '1000000',
} as const;

describe('consents, checks, cases, merges, erasures, refreshes and polling at the same time', () => {
  it(`never let a child's data out without a guardian's consent, nor a face without a separate one, in ${rounds} random interleavings`, async () => {
    const random = seeded(seed);
    const clock = testClock();
    const ledger = new Ledger();
    const ends = new Map<string, number>();
    const persons = new Map<string, Person & { readonly isChild: boolean }>();
    let world = worldOf(0);
    const fetch = openFarEnds({
      random,
      personOf: (key) => persons.get(key),
      received: (about, usesFace, where) => ledger.received(about, usesFace, where),
      holderOf: () => (random() < 0.5 ? world.father.guid : 'an-older-account'),
      issued: (ticket, about) => persons.set(ticket, about),
    });
    let service = opened.keep(await openInProcess(env, { now: clock.now, fetch }));
    let stage: Stage | undefined;
    for (let round = 0; round < rounds; round += 1) {
      if (round > 0 && round % roundsOfStore === 0) {
        service = opened.keep(await openInProcess(env, { now: clock.now, fetch }));
        persons.clear();
        stage = undefined;
      }
      if (!stage || round % roundsOfWorld === 0) {
        world = worldOf(Math.floor(round / roundsOfWorld) + 1);
        for (const person of Object.values(world) as Person[]) {
          persons.set(person.identityNo, { ...person, isChild: person === world.child });
        }
        stage = {
          tools: service.tools,
          ledger,
          world,
          random,
          returned: (at, person) => persons.set(at, { ...person, isChild: person.guid === world.child.guid }),
          ends,
          made: nothingMade(),
        };
      }
      clock.advance(Math.floor(random() * 20_000));
      const current = stage;
      const together = Array.from({ length: 1 + Math.floor(random() * mostAtOnce) }, async () => {
        const [, operation] = operations[Math.floor(random() * operations.length)] ?? [];
        await turns(random);
        await ledger.operate((begun) => operation?.(current, begun) ?? Promise.resolve());
      });
      await Promise.all(together);
      if (ledger.wrong.length > 0) break;
    }

    expect(ledger.wrong).toEqual([]);
    if (process.env['CONSENT_INTERLEAVINGS']) {
      process.stdout.write(`${JSON.stringify({ rounds, seed, ...ledger.counts, ends: [...ends] })}\n`);
    }
    // It would prove nothing if nothing were sent, or nothing held back.
    expect(ledger.counts.ofChild).toBeGreaterThan(rounds / 50);
    expect(ledger.counts.withFace).toBeGreaterThan(rounds / 50);
    expect(ends.get('CONSENT_REQUIRED')).toBeGreaterThan(rounds / 10);
  });
});
