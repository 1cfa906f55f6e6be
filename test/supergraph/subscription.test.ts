import { subscribe } from '../support/app';
import { openedOnce } from '../support/closing';
import { openEventStream } from '../support/event-stream';
import { openFakeOneNet, type StartedAtOneNet, startAtOneNet } from '../support/fake-onenet';
import { laterPush, pushAccepted } from '../support/onenet-push';
import { countListeners, startProbedApp } from '../support/probed-app';
import { range } from '../support/updates';
import { openProxy } from './proxy';
import { type HiveGateway, hiveGateways, startSupergraph } from './supergraph';

// Closed in this order.
const supergraph = openedOnce(async () => startSupergraph(`http://127.0.0.1:${(await door()).port}`));
const door = openedOnce(async () => {
  const { hostname, port } = new URL((await app()).url);
  const onConnection = () => (chunk: Buffer) => {
    asked += chunk.toString('latin1');
  };
  return openProxy({ host: hostname, port: Number(port), onConnection });
});
const app = openedOnce(async () => startProbedApp({ env: (await oneNet()).env }));
const oneNet = openedOnce(() => openFakeOneNet());

/** All that the gateways have sent to the service. */
let asked = '';

/** One subscription of a client's. */
interface Following {
  /** The next result; null once the stream is complete. */
  next(): Promise<Result | null>;
  stop(): Promise<void>;
}

interface Result {
  readonly data?: { readonly verificationUpdated: Event } | null;
  readonly errors?: readonly unknown[];
}

interface Event {
  readonly version: number;
  readonly [field: string]: unknown;
}

type Follow = (
  gateway: HiveGateway,
  variables: Record<string, unknown>,
  headers: Record<string, string>,
) => Promise<Following>;

const query = `subscription ($id: ID!, $sinceVersion: Int) {
  verificationUpdated(id: $id, sinceVersion: $sinceVersion) {
    version status cause
    verification {
      status
      user {
        name email isRealNameVerified
        departments { name }
        headersAtDepartments(names: ["x-dev-guid"]) { value }
      }
    }
  }
}`;

const overEventStream: Follow = async (gateway, variables, headers) => {
  const { origin } = new URL((await supergraph()).addressOf(gateway));
  const stream = await openEventStream(origin, query, { variables, headers });
  return { next: async () => (await stream.next()) as Result | null, stop: () => stream.close() };
};

const overSocket: Follow = async (gateway, variables, headers) => {
  const url = (await supergraph()).addressOf(gateway).replace('http', 'ws');
  const subscription = subscribe<NonNullable<Result['data']>>(url, query, variables, headers);
  return {
    next: () =>
      subscription.next().then(
        (data) => ({ data }),
        (error: unknown) => {
          const isEnd = error instanceof Error && error.message === 'the subscription has ended';
          return isEnd ? null : { errors: error instanceof Error ? [{ message: error.message }] : [error] };
        },
      ),
    stop: () => subscription.stop(),
  };
};

const following: Following[] = [];
afterEach(async () => {
  for (let one = following.pop(); one; one = following.pop()) await one.stop();
});

describe('the subscriptions of Hive Gateway', () => {
  it.each([
    ['hive-ws', /GET \/graphql HTTP\/1\.1\r\n(?:.+\r\n)*upgrade: websocket/im],
    ['hive-sse', /GET \/graphql\?query=subscription.* HTTP\/1\.1\r\n(?:.+\r\n)*accept: text\/event-stream/im],
    ['hive-callback', /"callbackUrl":"http:\/\/127\.0\.0\.1:\d+\/callback\//],
  ] as const)('run over the configured protocol: %s', async (gateway, sign) => {
    const { id } = await started('account-of-gao');
    asked = '';

    const one = await overEventStream(gateway, { id, sinceVersion: 0 }, { 'x-dev-guid': 'account-of-gao' });
    following.push(one);

    expect(await one.next()).toMatchObject({ data: { verificationUpdated: { version: 1 } } });
    expect(asked).toMatch(sign);
  });
});

async function started(guid: string): Promise<StartedAtOneNet> {
  return startAtOneNet(await app(), await oneNet(), { guid }, { 'x-dev-guid': guid });
}

describe.each(
  hiveGateways.flatMap((gateway) => [
    [gateway, 'event stream', overEventStream] as const,
    [gateway, 'WebSocket', overSocket] as const,
  ]),
)('a subscription through %s by %s', (gateway, _how, follow) => {
  const gao = { 'x-dev-guid': 'account-of-gao' };

  async function follows(id: string, headers: Record<string, string> = gao): Promise<Following> {
    const one = await follow(gateway, { id, sinceVersion: 0 }, headers);
    following.push(one);
    return one;
  }

  async function event(of: Following): Promise<Event> {
    const result = await of.next();
    if (!result?.data) throw new Error(`There is no event: ${JSON.stringify(result)}`);
    return result.data.verificationUpdated;
  }

  it("delivers every change once and in order, with the neighbours' fields", async () => {
    const verification = await started('account-of-gao');
    const one = await follows(verification.id);
    const events = [await event(one), await event(one)];
    for (const n of range(1, 5))
      await pushAccepted(verification.callbackUrl, laterPush(verification, n, '0'));
    while (events.length < 7) events.push(await event(one));

    expect(events.map(({ version }) => version)).toEqual(range(1, 7));
    expect(events.at(-1)).toEqual({
      version: 7,
      status: 'APPROVED',
      cause: 'PROVIDER_CALLBACK',
      verification: {
        status: 'APPROVED',
        user: {
          name: '高远山',
          email: 'account-of-gao@school.example',
          isRealNameVerified: true,
          departments: [{ name: '2018级1班' }, { name: '2018级1班' }],
          headersAtDepartments: [{ value: 'account-of-gao' }],
        },
      },
    });
  });

  it("is refused for another account's verification, as for an unknown one", async () => {
    const { id } = await started('account-of-gao');
    const stranger = { 'x-dev-guid': 'stranger', 'x-dev-scopes': 'none' };

    const refused = async (asked: string): Promise<Result | null> => (await follows(asked, stranger)).next();
    const [theirs, unknown] = [await refused(id), await refused('no-such')];

    expect(theirs?.data ?? null).toBeNull();
    expect(JSON.stringify(theirs?.errors)).toContain('NOT_FOUND');
    expect(theirs).toEqual(unknown);
  });

  it('ends when there are no more events', async () => {
    const verification = await started('account-of-gao');
    const one = await follows(verification.id);
    await event(one);
    await event(one);
    await (await app()).query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', {
      id: verification.id,
    });

    expect(await event(one)).toMatchObject({ version: 3, cause: 'REDACTED' });
    expect(await one.next()).toBeNull();
  });

  it('leaves no listener here when the client disconnects', async () => {
    const listeners = countListeners((await app()).tools);
    const { id } = await started('account-of-gao');
    const one = await follows(id);
    await event(one);
    expect(listeners.total).toBeGreaterThan(0);

    await one.stop();

    await listeners.none();
  });
});
