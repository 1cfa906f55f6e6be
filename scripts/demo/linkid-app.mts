import { applicationUrl } from './linkid.mts';
import { openForm, pressAway } from './page.mts';
import { inventId } from './person.mts';
import { after, type Chapter, expect, type Scene, type Tour } from './tour.mts';
import { authUrlOf, type DemoVerification, submit, submitId } from './verification.mts';

const platform = 'PC';

/** LinkID: an application's own check, which may have been passed before. */
export const linkIdAppChapter: Chapter = {
  title: 'LinkID: whether an application may let a person in',
  async play(tour) {
    await tour.scene({
      ...started(tour, inventId('app-'), inventId('sandbox-passed-')),
      done: 'the person passed before',
      path: ['PENDING', 'APPROVED'],
    });
    const appId = inventId('app-');
    const passed = await tour.scene({
      ...started(tour, appId, inventId('user-')),
      done: 'pass on the page, refreshVerification',
      path: ['PENDING', 'AWAITING_USER', 'APPROVED'],
      on: {
        async AWAITING_USER(verification) {
          const end = await pressAway(await openForm(authUrlOf(verification)), 'Pass');
          expect('the address in the end', end, applicationUrl);
          // LinkID pushes no result: a client has to query again.
          await submitId(tour.client, 'refreshVerification', verification.id);
        },
      },
    });
    await readResult(tour, appId, passed);
  },
};

async function readResult(
  { client, scene }: Tour,
  appId: string,
  passed: DemoVerification | null,
): Promise<void> {
  await scene({
    method: 'LINKID_APP',
    operation: 'linkIdAppResult',
    done: "read LinkID's record of the application",
    path: ['PENDING', 'AWAITING_USER', 'APPROVED'],
    async act() {
      const { id } = after(passed);
      const { linkIdAppResult: result } = await client.ask<{
        readonly linkIdAppResult: { readonly appId: string; readonly passed: boolean } | null;
      }>(
        `query Read($appId: String!, $platform: LinkIdPlatform!) {
          linkIdAppResult(appId: $appId, platform: $platform) { appId passed }
        }`,
        { appId, platform },
      );
      expect('linkIdAppResult.appId', result?.appId, appId);
      expect('linkIdAppResult.passed', result?.passed, true);
      return { id };
    },
  });
}

function started(
  { client }: Tour,
  appId: string,
  userId: string,
): Pick<Scene, 'method' | 'operation' | 'act'> {
  const operation = 'startLinkIdAppVerification';
  const input = { appId, service: applicationUrl, userId, platform };
  return { method: 'LINKID_APP', operation, act: () => submit(client, operation, input) };
}
