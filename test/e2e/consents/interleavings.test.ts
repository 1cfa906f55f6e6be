import { seeded } from '../../domain/routing/question';
import { testClock } from '../../support/clock';
import { closeAfterEach } from '../../support/closing';
import { submit } from '../../support/ucenter';
import { facePhoto, type Input } from '../../support/ucenter-inputs';
import {
  adult,
  adultAccount,
  childAccount,
  childCheck,
  consentTo,
  fatherAccount,
  openConsentScene,
  proofOfFather,
  withdraw,
} from './scene';

const opened = closeAfterEach();
/** A long run: CONSENT_ROUNDS=50000. */
const rounds = Number(process.env['CONSENT_ROUNDS'] ?? 150);
const photo = {
  name: adult.name,
  certType: 'RESIDENT_ID_CARD',
  certNo: adult.identityNo,
  idPicture: facePhoto,
};

/** The live consents of one kind. */
class Consented {
  readonly #live = new Set<string>();

  constructor(private readonly give: () => Promise<{ readonly id: string }>) {}

  get stands(): boolean {
    return this.#live.size > 0;
  }

  async add(): Promise<void> {
    this.#live.add((await this.give()).id);
  }

  any(): string | undefined {
    return [...this.#live][0];
  }

  remove(id: string): void {
    this.#live.delete(id);
  }
}

describe('consents and requests at the same time', () => {
  it(`never send a child's or a face's data without a consent that stands, in ${rounds} random rounds`, async () => {
    const { app, ucenter, linkId } = await openConsentScene(opened, {
      now: testClock().now,
      env: { ATTEMPTS_PER_TARGET: '1000000', ATTEMPTS_PER_CALLER: '1000000' },
    });
    const relationProof = await proofOfFather(app);
    const guardian = { kind: 'GUARDIAN', guid: 'account-of-child', relationProof };
    const sides = [
      {
        consented: new Consented(() => consentTo(app, guardian, fatherAccount)),
        giver: fatherAccount,
        start: () => submit(app, 'verifyByImport', childCheck as Input, childAccount),
        sent: () => ucenter.verifications.length,
      },
      {
        consented: new Consented(() => consentTo(app, { kind: 'SEPARATE' }, adultAccount)),
        giver: adultAccount,
        start: () => submit(app, 'verifyLinkIdPhoto', photo, adultAccount),
        sent: () => linkId.photos.length,
      },
    ];
    const random = seeded(22);
    const ends = { held: 0, sent: 0, raced: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const side = sides[Math.floor(random() * sides.length)] ?? sides[0];
      if (!side) throw new Error('no side');
      const { consented, giver, start, sent } = side;
      if (random() < 0.4) await consented.add();
      const before = sent();
      const stood = consented.stands;
      const id = random() < 0.6 ? consented.any() : undefined;
      const [payload] = await Promise.all([start(), id === undefined ? null : withdraw(app, id, giver)]);
      if (id !== undefined) consented.remove(id);
      const bytes = sent() - before;
      const isAccepted = payload.verification !== null;
      // Nothing is sent for a request that is held, and one request for one that is not.
      expect([round, bytes]).toEqual([round, isAccepted ? 1 : 0]);
      if (!stood) expect([round, isAccepted]).toEqual([round, false]);
      if (stood && consented.stands) expect([round, isAccepted]).toEqual([round, true]);
      ends[stood === consented.stands ? (isAccepted ? 'sent' : 'held') : 'raced'] += 1;
    }
    expect(Math.min(ends.held, ends.sent, ends.raced)).toBeGreaterThan(0);
  });
});
