import { callbackWish, openCallbackRouter } from '../../support/callback-router';
import { closeAfterEach } from '../../support/closing';
import { cancelCase, me, openCase, openCaseScene, person } from './scene';

const opened = closeAfterEach();

const query = 'subscription ($id: ID!) { identityCaseUpdated(id: $id, sinceVersion: 0) { version status } }';

describe("identityCaseUpdated over the router's callback protocol", () => {
  it('delivers every version of a case, in order', async () => {
    const { app } = await openCaseScene(opened);
    const router = opened.keep(await openCallbackRouter());
    const { id, version } = await openCase(app, { evidence: { name: person.name } });

    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json;callbackSpec=1.0',
        ...me,
      },
      body: JSON.stringify({
        query,
        variables: { id },
        extensions: { subscription: callbackWish(router.url) },
      }),
    });
    expect([response.status, await response.json()]).toEqual([200, { data: null }]);
    await cancelCase(app, id);
    const last = { version: version + 1, status: 'CANCELED' };
    await router.until(({ payload }) => JSON.stringify({ ...payload }).includes(JSON.stringify(last)));

    const news = router.heard.filter(({ action }) => action === 'next').map(({ payload }) => payload?.data);
    expect(news).toEqual([
      { identityCaseUpdated: { version: 1, status: 'NEEDS_EVIDENCE' } },
      { identityCaseUpdated: last },
    ]);
  });
});
