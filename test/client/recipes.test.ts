import { gql } from '@apollo/client';
import { WebSocket } from 'ws';
import { connect } from '../../client/src/index';
import { apolloClient } from '../../examples/client/recipes/apollo-client';
import { relayEnvironment } from '../../examples/client/recipes/relay';
import { urqlClient } from '../../examples/client/recipes/urql';
import { startTestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { laterPush, pushAccepted } from '../support/onenet-push';
import { openCuttingProxy } from './support/cutting-proxy';
import { randomFrom } from './support/random';

const closing = closeAfterEach();
const query =
  'subscription Follow($id: ID!, $sinceVersion: Int) { verificationUpdated(id: $id, sinceVersion: $sinceVersion) { version cause } }';
const read = 'query ($id: ID!) { verification(id: $id) { id } }';

interface Recipe {
  /** Reads the id through the library's client. */
  read(id: string): Promise<unknown>;
  follow(variables: { id: string; sinceVersion: number }, next: (result: unknown) => void): () => void;
}

type Open = (url: string, realname: ReturnType<typeof connect>) => Recipe;

const noHeaders = () => ({});
const recipes: readonly [string, Open][] = [
  [
    'urql',
    (url, realname) => {
      const client = urqlClient(url, noHeaders, realname);
      return {
        read: async (id) => (await client.query(read, { id })).data,
        follow: (variables, next) => {
          const { unsubscribe } = client.subscription(query, variables).subscribe(({ data }) => next(data));
          return unsubscribe;
        },
      };
    },
  ],
  [
    'Apollo Client',
    (url, realname) => {
      const client = apolloClient(url, noHeaders, realname);
      return {
        read: async (id) => (await client.query({ query: gql(read), variables: { id } })).data,
        follow: (variables, next) => {
          const events = client.subscribe({ query: gql(query), variables });
          const subscription = events.subscribe({ next: ({ data }) => next(data) });
          return () => subscription.unsubscribe();
        },
      };
    },
  ],
  [
    'Relay',
    (url, realname) => {
      const network = relayEnvironment(url, noHeaders, realname).getNetwork();
      const parameters = (operationKind: 'query' | 'subscription', text: string) => ({
        name: 'Any',
        operationKind,
        text,
        id: null,
        cacheID: 'any',
        metadata: {},
      });
      const dataOf = (answer: unknown) => (answer as { data?: unknown }).data;
      return {
        read: async (id) => dataOf(await network.execute(parameters('query', read), { id }, {}).toPromise()),
        follow: (variables, next) => {
          const events = network.execute(parameters('subscription', query), variables, { force: true });
          const { unsubscribe } = events.subscribe({ next: (answer) => next(dataOf(answer)) });
          return unsubscribe;
        },
      };
    },
  ],
];

describe.each(recipes)('the recipe for %s', (_library, open) => {
  it('reads, and follows a verification without a gap or a repeat while its socket is cut', async () => {
    const oneNet = closing.keep(await openFakeOneNet());
    const app = closing.keep(await startTestApp({ env: oneNet.env }));
    const started = await startAtOneNet(app, oneNet);
    const proxy = closing.keep(await openCuttingProxy(app.url, randomFrom(4)));
    const socketsOf = { webSocketImpl: WebSocket };
    const realname = closing.keep(connect({ url: `${proxy.url}/graphql`, sockets: socketsOf }));
    const recipe = open(`${app.url}/graphql`, realname);
    expect(await recipe.read(started.id)).toMatchObject({ verification: { id: started.id } });

    const versions: unknown[] = [];
    let stop = () => {};
    await new Promise<void>((resolve) => {
      const seen = async (data: unknown) => {
        const { verificationUpdated } = data as { verificationUpdated: { version: number } };
        versions.push(verificationUpdated.version);
        if (versions.length === 2) {
          // The proxy has cut the socket within these events, or does so when the next comes.
          await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));
          await pushAccepted(started.callbackUrl, laterPush(started, 2, '1'));
          proxy.spare();
        }
        if (versions.length === 4) resolve();
      };
      stop = recipe.follow({ id: started.id, sinceVersion: 0 }, (data) => void seen(data));
    });
    stop();

    expect(versions).toEqual([1, 2, 3, 4]);
    expect(proxy.cuts.all).toBeGreaterThan(0);
  });
});
