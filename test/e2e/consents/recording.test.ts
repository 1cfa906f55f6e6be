import { testClock } from '../../support/clock';
import { closeAfterEach, openedOnce } from '../../support/closing';
import { as, submitted } from '../../support/ucenter';
import {
  adult,
  adultAccount,
  askConsent,
  type ConsentScene,
  child,
  childAccount,
  childCheck,
  consentsOf,
  consentTo,
  digest,
  fatherAccount,
  faultsIn,
  openConsentScene,
  proofOfFather,
  withdraw,
} from './scene';

const opened = closeAfterEach();
const clock = testClock();
/** One scene for the tests that leave each other alone. */
const scene = openedOnce(async (): Promise<ConsentScene & { close(): Promise<void> }> => {
  const kept: { close(): Promise<unknown> }[] = [];
  const keeping = {
    keep<Thing extends { close(): Promise<unknown> }>(thing: Thing): Thing {
      kept.push(thing);
      return thing;
    },
  };
  const made = await openConsentScene(keeping, { consent: 'record', now: clock.now });
  return {
    ...made,
    async close() {
      for (const thing of kept.reverse()) await thing.close();
    },
  };
});

const unknownProof = ['relationProof UNKNOWN_REFERENCE'];

describe('recordConsent', () => {
  it('records what was agreed to, when, and by whom', async () => {
    const { app } = await scene();
    const given = await consentTo(
      app,
      { kind: 'SEPARATE', noticeVersion: ' v1 ', noticeDigest: digest.toUpperCase() },
      as('p-1'),
    );
    expect(given).toEqual({
      id: expect.any(String),
      user: { guid: 'p-1' },
      purpose: 'default',
      kind: 'SEPARATE',
      status: 'LIVE',
      noticeVersion: 'v1',
      noticeDigest: digest,
      givenBy: 'p-1',
      givenAt: clock.now().toISOString(),
      withdrawnAt: null,
    });
    expect(await consentsOf(app, 'p-1', as('p-1'))).toEqual([given]);
  });

  it('a back end with realname:write records what the person gave; others may not', async () => {
    const { app } = await scene();
    const input = { kind: 'GENERAL', guid: 'p-2' };
    expect(faultsIn(await askConsent(app, input, as('p-1')))).toEqual(['guid NOT_ALLOWED']);
    const given = await consentTo(app, input, as('back-end', 'realname:write'));
    expect([given.givenBy, given.user.guid]).toEqual(['p-2', 'p-2']);
  });

  it('names every fault at once', async () => {
    const { app } = await scene();
    const wrong = {
      kind: 'GENERAL',
      purpose: 'unheard-of',
      noticeVersion: 'x'.repeat(65),
      noticeDigest: 'abc',
      relationProof: 'v',
      idempotencyKey: ' ',
    };
    expect(faultsIn(await askConsent(app, wrong, as('p-1')))).toEqual([
      'idempotencyKey MALFORMED',
      'noticeDigest MALFORMED',
      'noticeVersion TOO_LONG',
      'purpose NOT_ALLOWED',
      'relationProof NOT_ALLOWED',
    ]);
    const guardian = { kind: 'GUARDIAN', noticeVersion: 'v\u0007' };
    expect(faultsIn(await askConsent(app, guardian, as('p-1')))).toEqual([
      'guid NOT_ALLOWED',
      'noticeVersion MALFORMED',
      'relationProof REQUIRED',
    ]);
  });

  it('an idempotency key records once, and with other input it is refused', async () => {
    const { app } = await scene();
    const input = { kind: 'GENERAL', idempotencyKey: 'k' };
    const [first, again] = await Promise.all([
      consentTo(app, input, as('p-3')),
      consentTo(app, input, as('p-3')),
    ]);
    expect(again).toEqual(first);
    expect(await consentsOf(app, 'p-3', as('p-3'))).toHaveLength(1);
    const other = { ...input, kind: 'SEPARATE' };
    expect(faultsIn(await askConsent(app, other, as('p-3')))).toEqual([
      'idempotencyKey IDEMPOTENCY_KEY_REUSED',
    ]);
  });

  it("refuses a guardian whose proof is unknown, another person's, no relation, or withdrawn from them", async () => {
    const { app } = await scene();
    const proof = await proofOfFather(app, {}, as('father-1'));
    const other = { name: adult.name, identityNo: adult.identityNo, outid: '350002' };
    const imported = await submitted(app, 'verifyByImport', other, as('father-1'));
    const ask = (relationProof: string, headers = as('father-1')) =>
      askConsent(app, { kind: 'GUARDIAN', guid: 'child-1', relationProof }, headers);
    expect(faultsIn(await ask('unheard-of'))).toEqual(unknownProof);
    expect(faultsIn(await ask(imported.id))).toEqual(unknownProof);
    expect(faultsIn(await ask(proof, as('stranger')))).toEqual(unknownProof);
    // Not even who may act for every account gives the consent of a guardian in their place.
    expect(faultsIn(await ask(proof, as('back-end', 'realname:write')))).toEqual(unknownProof);
    expect((await ask(proof)).consent?.givenBy).toBe('father-1');
  });

  it('refuses a guardian whose relation contradicts what is known of the child, and counts the refusals', async () => {
    const { app } = await scene();
    await submitted(app, 'verifyByImport', childCheck, as('child-2'));
    const ask = async (changes: object) => {
      const relationProof = await proofOfFather(app, { ...changes }, as('father-2'));
      return faultsIn(
        await askConsent(app, { kind: 'GUARDIAN', guid: 'child-2', relationProof }, as('father-2')),
      );
    };
    expect(await ask({ childName: '童试他' })).toEqual(unknownProof);
    expect(await ask({ outid: '150999' })).toEqual(unknownProof);
    expect(await ask({})).toEqual([]);
    await ask({ outid: '150998' });
    await ask({ outid: '150997' });
    expect(await ask({})).toEqual([' TOO_MANY_ATTEMPTS']);
  });
});

describe('withdrawConsent', () => {
  it('is for the account, the giver and realname:write; to others the consent is unknown', async () => {
    const { app } = await scene();
    const unknown = ['id UNKNOWN_REFERENCE'];
    const give = () => consentTo(app, { kind: 'GENERAL' }, as('p-4'));
    const { id } = await give();
    expect(faultsIn(await withdraw(app, 'unheard-of', as('p-4')))).toEqual(unknown);
    expect(faultsIn(await withdraw(app, id, as('stranger', 'realname:read')))).toEqual(unknown);
    const withdrawn = await withdraw(app, id, as('p-4'));
    expect(withdrawn.consent).toMatchObject({ status: 'WITHDRAWN', withdrawnAt: clock.now().toISOString() });
    clock.advance(1000);
    // Once more: it stays as it is.
    expect(await withdraw(app, id, as('p-4'))).toEqual(withdrawn);
    const second = await give();
    expect((await withdraw(app, second.id, as('x', 'realname:write'))).consent?.status).toBe('WITHDRAWN');

    const relationProof = await proofOfFather(app, {}, as('father-3'));
    const guardian = { kind: 'GUARDIAN', guid: 'child-3', relationProof };
    const third = await consentTo(app, guardian, as('father-3'));
    expect((await withdraw(app, third.id, as('father-3'))).consent?.status).toBe('WITHDRAWN');
    const fourth = await consentTo(app, guardian, as('father-3'));
    expect((await withdraw(app, fourth.id, as('child-3'))).consent?.status).toBe('WITHDRAWN');
  });
});

describe('User.consents', () => {
  it('shows the account its consents, newest first, and a guardian those that they gave', async () => {
    const { app } = await scene();
    const relationProof = await proofOfFather(app, {}, as('father-4'));
    const own = await consentTo(app, { kind: 'GENERAL' }, as('child-4'));
    clock.advance(1000);
    const given = await consentTo(app, { kind: 'GUARDIAN', guid: 'child-4', relationProof }, as('father-4'));
    const seenBy = async (headers: Record<string, string>) =>
      (await consentsOf(app, 'child-4', headers)).map(({ id }) => id);
    expect(await seenBy(as('child-4'))).toEqual([given.id, own.id]);
    expect(await seenBy(as('staff', 'realname:read'))).toEqual([given.id, own.id]);
    expect(await seenBy(as('father-4'))).toEqual([given.id]);
    expect(await seenBy(as('stranger', 'realname:write'))).toEqual([]);
  });

  it('pages forwards', async () => {
    const { app } = await scene();
    for (let n = 0; n < 5; n += 1) {
      await consentTo(app, { kind: 'GENERAL', noticeVersion: `v${n}` }, as('p-5'));
      if (n % 2 === 0) clock.advance(1);
    }
    const versions: string[] = [];
    for (let after: string | null = null, pages = 0; pages < 3; pages += 1) {
      const data: { verificationViewer: { consents: Paged } } = await app.query(
        `query ($after: String) { verificationViewer { consents(first: 2, after: $after) {
          nodes { noticeVersion } pageInfo { hasNextPage hasPreviousPage endCursor }
        } } }`,
        { after },
        as('p-5'),
      );
      const { nodes, pageInfo } = data.verificationViewer.consents;
      expect([pageInfo.hasNextPage, pageInfo.hasPreviousPage]).toEqual([pages < 2, pages > 0]);
      versions.push(...nodes.map(({ noticeVersion }) => noticeVersion));
      after = pageInfo.endCursor;
    }
    expect([...versions].sort()).toEqual(['v0', 'v1', 'v2', 'v3', 'v4']);
    expect([versions[0], versions[4]].sort()).toEqual(['v0', 'v4']);
    const wrong = await app.send(
      '{ verificationViewer { consents(after: "abc") { nodes { id } } } }',
      {},
      as('p-5'),
    );
    expect(wrong.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

interface Paged {
  readonly nodes: readonly { readonly noticeVersion: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string | null;
  };
}

describe('redactUser', () => {
  it('leaves kind, purpose, times and digest of a consent, which allows nothing any more', async () => {
    const { app } = await openConsentScene(opened, { now: clock.now });
    const relationProof = await proofOfFather(app);
    const given = await consentTo(
      app,
      { kind: 'GUARDIAN', guid: 'account-of-child', relationProof },
      fatherAccount,
    );
    const general = await consentTo(app, { kind: 'GENERAL', purpose: 'payout' }, adultAccount);
    for (const guid of ['account-of-child', 'account-of-adult']) {
      await app.query(
        'mutation ($guid: ID!) { redactUser(guid: $guid) { redacted } }',
        { guid },
        as('staff', 'realname:redact'),
      );
    }
    const [left] = await consentsOf(app, 'account-of-child', childAccount);
    expect(left).toEqual({ ...given, noticeVersion: '', givenBy: '' });
    expect(await consentsOf(app, 'account-of-child', fatherAccount)).toEqual([]);
    const checks: readonly [string, object, Record<string, string>][] = [
      ['verifyByImport', childCheck, childAccount],
      ['verifyByWhitelist', { name: adult.name, outid: child.outid, purpose: general.purpose }, adultAccount],
    ];
    for (const [mutation, input, headers] of checks) {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const data = await app.query<Record<string, { inputErrors: { code: string }[] }>>(
        `mutation ($input: ${type}!) { ${mutation}(input: $input) { inputErrors { code } } }`,
        { input },
        headers,
      );
      expect(data[mutation]?.inputErrors).toEqual([{ code: 'CONSENT_REQUIRED' }]);
    }
  });
});
