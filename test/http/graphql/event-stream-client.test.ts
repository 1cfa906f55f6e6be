import { createClient } from 'graphql-sse';
import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { type Update, verificationUpdated } from '../../support/updates';

const opened = closeAfterEach();

const start =
  'mutation { startOneNetVerification(input: { userId: 1, phone: "19912349999" }) { verification { id } } }';
const cancel = 'mutation ($id: ID!) { cancelVerification(id: $id) { verification { status } } }';

type Started = { startOneNetVerification: { verification: { id: string } } };

describe('the client of the graphql-sse library', () => {
  it('runs every kind of operation', async () => {
    const app = opened.keep(await startTestApp());
    const client = createClient({ url: `${app.url}/graphql`, retryAttempts: 0 });
    opened.keep({ close: async () => client.dispose() });
    const { value: started } = await client.iterate<Started>({ query: start }).next();
    const { id } = started.data.startOneNetVerification.verification;

    const events = client.iterate<{ verificationUpdated: Update }>({
      query: verificationUpdated,
      variables: { id, sinceVersion: 0 },
    });
    const seen: number[] = [];
    for await (const { data } of events) {
      seen.push(data?.verificationUpdated.version ?? 0);
      if (seen.length === 2) await app.query(cancel, { id });
      if (seen.length === 3) break;
    }

    expect(seen).toEqual([1, 2, 3]);
  });

  it('receives the errors of a refused operation as its result', async () => {
    const app = opened.keep(await startTestApp());
    const client = createClient({ url: `${app.url}/graphql`, retryAttempts: 0 });
    opened.keep({ close: async () => client.dispose() });

    const results: unknown[] = [];
    for await (const result of client.iterate({ query: 'subscription { nothing }' })) results.push(result);

    expect(results).toEqual([
      { errors: [expect.objectContaining({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })] },
    ]);
  });
});
