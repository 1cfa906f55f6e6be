import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../support/app';

interface Item {
  readonly name: string;
  readonly request: {
    readonly body: { readonly graphql: { readonly query: string; readonly variables: string } };
  };
}

interface Collection {
  readonly item: readonly { readonly name: string; readonly item: readonly Item[] }[];
  readonly variable: readonly { readonly key: string; readonly value: string }[];
}

interface Payload {
  readonly verification?: { readonly id: string } | null;
  readonly identityCase?: { readonly id: string } | null;
  readonly inputErrors?: readonly unknown[];
}

const path = join(__dirname, '../../examples/postman/realname.postman_collection.json');
const collection = JSON.parse(readFileSync(path, 'utf8')) as Collection;
const requests = new Map(collection.item.flatMap(({ item }) => item).map((item) => [item.name, item]));
const starts = [...requests.keys()].filter((name) => /^(start|verify(By|LinkId|Mobile|Identity))/.test(name));

describe('the Postman collection', () => {
  let app: TestApp;
  let variables: Map<string, string>;

  beforeAll(async () => {
    app = await startTestApp();
    variables = new Map(collection.variable.map(({ key, value }) => [key, value]));
  });

  afterAll(() => app.close());

  /** Sends a request as Postman does, and keeps the ids as the collection's script does. */
  async function send(name: string): Promise<Payload | null> {
    const { query, variables: text = '{}' } = requests.get(name)?.request.body.graphql ?? { query: '' };
    const filled = text.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => variables.get(key) ?? '');
    const headers = { 'x-dev-guid': variables.get('guid') ?? '' };
    const data = await app.query<Record<string, Payload | null>>(query, JSON.parse(filled), headers);
    const [payload = null] = Object.values(data);
    if (payload?.verification) variables.set('verificationId', payload.verification.id);
    if (payload?.identityCase) variables.set('identityCaseId', payload.identityCase.id);
    return payload;
  }

  it('starts a verification by every method', () => {
    expect(starts).toHaveLength(13);
  });

  it.each(starts)('%s is accepted as it stands', async (name) => {
    const payload = await send(name);

    expect(payload?.inputErrors).toEqual([]);
    expect(payload?.verification ?? payload?.identityCase).toMatchObject({ id: expect.any(String) });
  });

  it('reads, follows up and cancels the verification and the case of before', async () => {
    await send('startOneNetVerification');
    expect(await send('verification')).toMatchObject({ status: 'AWAITING_USER' });
    expect((await send('cancelVerification'))?.inputErrors).toEqual([]);
    expect(await send('verification')).toMatchObject({ status: 'CANCELED' });
    expect(await send('identityCase')).toMatchObject({ status: 'ACHIEVED' });
    expect(await send('verificationMethods')).toHaveLength(12);
    expect(await send('verificationViewer')).toMatchObject({ guid: 'postman' });
  });
});
