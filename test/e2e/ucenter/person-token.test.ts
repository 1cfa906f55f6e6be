import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openFakeUcenter, ownedBy, type React, takenBy } from '../../support/fake-ucenter';
import { mergeInput } from '../../support/merge';
import { as, faultsOf, submitted } from '../../support/ucenter';
import { ucenterMethods } from '../../support/ucenter-inputs';

const opened = closeAfterEach();
const gao = { ...as('account-of-gao'), 'x-ucenter-access-token': 'a-token' };
const input = ucenterMethods.IMPORT.least;

async function open(owner: React, verify?: React) {
  const ucenter = opened.keep(await openFakeUcenter({ owner, ...(verify && { verify }) }));
  const app = opened.keep(await startTestApp({ env: ucenter.env }));
  return { ucenter, app };
}

describe("[2] the owner of a person's ucenter token", () => {
  it('is requested before a verification with that token is sent, once for many', async () => {
    const { ucenter, app } = await open(() => ownedBy('account-of-gao'));

    for (const _ of [1, 2, 3]) {
      expect(await submitted(app, 'verifyByImport', input, gao)).toMatchObject({ status: 'APPROVED' });
    }

    expect(ucenter.owners).toHaveLength(1);
    expect(ucenter.owners[0]?.headers).toMatchObject({
      authorization: 'a-token',
      'x-deepcloud-from': 'client',
    });
    expect(ucenter.verifications).toHaveLength(3);
  });

  it("may be an account into which the caller's was merged", async () => {
    const { app } = await open(() =>
      ownedBy('new-account', { merged: true, mergedGuid: 'x,account-of-gao' }),
    );

    expect(await submitted(app, 'verifyByImport', input, gao)).toMatchObject({ status: 'APPROVED' });
  });

  it('must not be another account: NOT_ALLOWED, and nothing is sent or recorded', async () => {
    const { ucenter, app } = await open(() => ownedBy('another', { mergedGuid: 'account-of-gao-2' }));

    expect(await faultsOf(app, 'verifyByImport', input, gao)).toEqual([' NOT_ALLOWED']);

    expect(ucenter.verifications).toEqual([]);
    const { verifications } = await app.query<{ verifications: { nodes: unknown[] } }>(
      '{ verifications { nodes { id } } }',
    );
    expect(verifications.nodes).toEqual([]);
  });

  it.each<[string, React, string]>([
    ['cannot be learned', () => ({ json: { code: 200, data: {} } }), 'PROVIDER_UNAVAILABLE'],
    ['is unknown because ucenter does not answer', () => 'cut', 'PROVIDER_UNAVAILABLE'],
    [
      'is unknown because the token is dead',
      () => ({ json: { error: 'invalid_token' } }),
      'WRONG_CREDENTIAL',
    ],
    ['is unknown because of the code 40101', () => ({ json: { code: 40101 } }), 'WRONG_CREDENTIAL'],
  ])('%s: FAILED, and nothing is sent', async (_what, owner, code) => {
    const { ucenter, app } = await open(owner);

    expect(await submitted(app, 'verifyByImport', input, gao)).toMatchObject({
      version: 2,
      status: 'FAILED',
      failure: { code },
    });
    expect([ucenter.verifications, ucenter.tokens]).toEqual([[], []]);
  });

  it('is requested before a merge as well', async () => {
    let owner = 'account-of-gao';
    const { ucenter, app } = await open(
      ({ headers }) => (headers['authorization'] === 'a-token' ? ownedBy(owner) : ownedBy('another')),
      () => takenBy('old-account'),
    );
    const conflict = await submitted(app, 'verifyByImport', input, gao);
    owner = 'another';

    const stolen = { ...gao, 'x-ucenter-access-token': 'b-token' };
    expect(await faultsOf(app, 'mergeAccount', mergeInput(conflict), stolen)).toEqual([' NOT_ALLOWED']);

    expect(ucenter.verifications).toHaveLength(1);
  });

  it("is handled alike by the sandbox, where a person's token is person-{guid}", async () => {
    const app = opened.keep(await startTestApp());
    const own = { ...as('account-of-gao'), 'x-ucenter-access-token': 'person-account-of-gao' };
    const stolen = { ...own, 'x-ucenter-access-token': 'person-another' };
    const dead = { ...own, 'x-ucenter-access-token': 'nonsense' };

    expect(await submitted(app, 'verifyByImport', input, own)).toMatchObject({ status: 'APPROVED' });
    expect(await faultsOf(app, 'verifyByImport', input, stolen)).toEqual([' NOT_ALLOWED']);
    expect(await submitted(app, 'verifyByImport', input, dead)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'WRONG_CREDENTIAL' },
    });
  });
});
