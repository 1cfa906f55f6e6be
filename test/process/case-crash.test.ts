import { policyFile, schoolPerson, yuxinEnv, yuxinFirst } from '../e2e/cases/scene';
import { temporaryFolder } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { openFakeUcenter } from '../support/fake-ucenter';
import { openFarEnd } from '../support/far-end';
import { endProcesses, start } from '../support/process';
import { ask } from './graphql';

const opened = closeAfterEach();
afterEach(endProcesses);

interface Seen {
  readonly identityCaseUpdated?: unknown;
  readonly verifications: {
    readonly nodes: readonly {
      method: string;
      status: string;
      identityCase: { id: string; status: string } | null;
    }[];
  };
}

const state = `{ verifications(orderBy: CREATED_ASC) { nodes { method status identityCase { id status version } } } }`;

/** Asks until the state is as expected. */
async function until(url: string, isReached: (seen: Seen) => boolean): Promise<Seen> {
  for (;;) {
    const seen = await ask<Seen>(url, state);
    if (isReached(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe('a process that is killed between two attempts of a case', () => {
  it('leaves a case that the next process takes up: the next attempt is sent once, the first not again', async () => {
    const folder = temporaryFolder();
    opened.keep({ close: async () => folder.remove() });
    const yuxin = opened.keep(await openFarEnd(() => ({ json: { errorCode: '312' } })));
    const asked = Promise.withResolvers<void>();
    // Whose token it is, is asked after the first attempt and before the second is recorded.
    const ucenter = opened.keep(
      await openFakeUcenter({
        owner: () => {
          asked.resolve();
          return 'hang';
        },
      }),
    );
    const env = {
      ...ucenter.env,
      ...yuxinEnv(yuxin.baseUrl),
      ROUTING_POLICY: policyFile(opened, yuxinFirst),
    };
    const first = await start(env, { cwd: folder.path });
    const request = fetch(`${first.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-ucenter-access-token': 'an-invented-token' },
      body: JSON.stringify({
        query: `mutation ($input: VerifyIdentityInput!) { verifyIdentity(input: $input) { identityCase { id } } }`,
        variables: { input: { evidence: schoolPerson } },
      }),
    }).catch(() => null);
    await asked.promise;
    first.kill('SIGKILL');
    await first.exited;
    await request;

    const second = await start(env, { cwd: folder.path });
    const left = await ask<Seen>(second.url, state);
    expect(left.verifications.nodes).toMatchObject([
      { method: 'MOBILE_OWNER', status: 'FAILED', identityCase: { status: 'OPEN' } },
    ]);

    const { verifications } = await until(
      second.url,
      (seen) =>
        seen.verifications.nodes.length > 1 && seen.verifications.nodes[0]?.identityCase?.status !== 'OPEN',
    );

    expect(verifications.nodes).toMatchObject([
      { method: 'MOBILE_OWNER', status: 'FAILED' },
      { method: 'IMPORT', status: 'APPROVED', identityCase: { status: 'ACHIEVED' } },
    ]);
    expect([yuxin.received.length, ucenter.verifications.length]).toEqual([1, 1]);
  });
});
