import { child, childCheck, father, notice, numberOf } from '../e2e/consents/scene';
import { closeAfterEach } from '../support/closing';
import { approve, openFakeUcenter } from '../support/fake-ucenter';
import { endProcesses, type ServiceProcess, start } from '../support/process';
import { temporaryFolder } from '../support/temporary-folder';

const opened = closeAfterEach();
afterEach(endProcesses);

interface Answer {
  readonly verification?: { readonly id: string; readonly status: string } | null;
  readonly consent?: { readonly id: string; readonly status: string } | null;
  readonly inputErrors: readonly { readonly code: string }[];
}

async function mutate(
  url: string,
  account: string,
  name: string,
  type: string,
  input: object,
): Promise<Answer> {
  const fields = name.endsWith('Consent') ? 'consent { id status }' : 'verification { id status }';
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-dev-guid': account, 'x-dev-scopes': 'none' },
    body: JSON.stringify({
      query: `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} inputErrors { code } } }`,
      variables: { input },
    }),
  });
  const { data } = (await response.json()) as { data: Readonly<Record<string, Answer>> };
  return data[name] as Answer;
}

/** Ten years old whenever the test runs: the processes have the machine's clock. */
const identityNo = numberOf(`${new Date().getFullYear() - 10}0101`);
const relation = {
  name: father.name,
  relation: 'FATHER',
  outid: child.outid,
  childName: child.name,
  source: 'IMPORT',
  idempotencyKey: 'relation',
};
const check = (url: string, idempotencyKey: string) =>
  mutate(url, 'child', 'verifyByImport', 'VerifyByImportInput', {
    ...childCheck,
    identityNo,
    idempotencyKey,
  });
const held = { verification: null, inputErrors: [{ code: 'CONSENT_REQUIRED' }] };

describe('a process that is killed between the steps of a guardian', () => {
  it('goes on at each step after the next start; nothing is sent before the consent, and nothing twice', async () => {
    const folder = temporaryFolder();
    opened.keep({ close: async () => folder.remove() });
    const asked = Promise.withResolvers<void>();
    // The child's first check gets no answer before the process is killed.
    const ucenter = opened.keep(
      await openFakeUcenter({
        verify(request, count) {
          if (count !== 2) return approve(request, count);
          asked.resolve();
          return 'hang';
        },
      }),
    );
    const env = { ...ucenter.env, CONSENT: 'enforce' };
    const next = async (last?: ServiceProcess) => {
      last?.kill('SIGKILL');
      await last?.exited;
      return start(env, { cwd: folder.path });
    };

    const first = await next();
    expect(await check(first.url, 'check')).toEqual(held);
    const prove = (url: string) =>
      mutate(url, 'father', 'verifyByRelation', 'VerifyByRelationInput', relation);
    const proof = await prove(first.url);
    expect(proof.verification?.status).toBe('APPROVED');

    const second = await next(first);
    expect(await prove(second.url)).toEqual(proof);
    expect(await check(second.url, 'check')).toEqual(held);
    const agree = (url: string) =>
      mutate(url, 'father', 'recordConsent', 'RecordConsentInput', {
        ...notice,
        purpose: 'default',
        kind: 'GUARDIAN',
        guid: 'child',
        relationProof: proof.verification?.id,
        idempotencyKey: 'agreed',
      });
    const consent = await agree(second.url);
    expect(consent.consent?.status).toBe('LIVE');
    expect(ucenter.verifications).toHaveLength(1);

    const third = await next(second);
    expect(await agree(third.url)).toEqual(consent);
    const cut = check(third.url, 'check').catch(() => null);
    await asked.promise;

    const fourth = await next(third);
    await cut;
    // The key is used up now: the same request is not sent again.
    expect((await check(fourth.url, 'check')).verification?.status).toBe('PENDING');
    expect(ucenter.verifications).toHaveLength(2);
    expect((await check(fourth.url, 'another')).verification?.status).toBe('APPROVED');
    expect(ucenter.verifications).toHaveLength(3);
  });
});
