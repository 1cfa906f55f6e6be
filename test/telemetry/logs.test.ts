import { logFields } from '../../src/domain/log-fields';
import { createLogger } from '../../src/logger';
import { startTestApp, type TestAppOptions } from '../support/app';
import { testClock } from '../support/clock';
import { closeAfterEach } from '../support/closing';
import { openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { pushAccepted, samplePush } from '../support/onenet-push';
import { openSocket } from '../support/socket';
import { verificationUpdated } from '../support/updates';

const opened = closeAfterEach();

type Line = Readonly<Record<string, unknown>>;

const levels = { debug: 20, info: 30, warn: 40 };

/** A service that writes its own log, for the test to read. */
async function writing({ env = {}, ...options }: TestAppOptions = {}) {
  const lines: Line[] = [];
  const waiting: (() => void)[] = [];
  const write = (text: string) => {
    lines.push(JSON.parse(text));
    for (const wake of waiting.splice(0)) wake();
  };
  const app = opened.keep(
    await startTestApp({ ...options, env: { LOG_LEVEL: 'debug', ...env }, logDestination: { write } }),
  );
  const saying = (message: string) => lines.filter(({ msg }) => msg === message);
  return {
    app,
    lines,
    saying,
    async until(message: string): Promise<Line> {
      for (;;) {
        const [found] = saying(message);
        if (found) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}

async function ask(url: string, query: string, headers: Record<string, string> = {}): Promise<string | null> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  await response.text();
  return response.headers.get('x-request-id');
}

const startByPhone = `mutation StartByPhone {
  startOneNetVerification(input: { userId: 38453, phone: "15522223333" }) { verification { id } }
}`;

describe('the id of a request', () => {
  it('is the one that it came with, in the answer and in every line about it', async () => {
    const { app, lines } = await writing();

    const answered = await ask(app.url, startByPhone, { 'x-request-id': 'router-7f.3_a' });

    expect(answered).toBe('router-7f.3_a');
    const sentences = lines.filter(({ requestId }) => requestId === answered).map(({ msg }) => msg);
    expect(sentences).toEqual(['provider answered', 'verification changed', 'operation answered']);
  });

  it.each([
    ['too long', 'x'.repeat(65)],
    ['not of letters, digits, dots, dashes and underscores', 'a b'],
    ['a phone, or could be', '15522223333'],
    ['a certificate, or could be', '11010519491231002X'],
  ])('is a new one where it is %s', async (_why, given) => {
    const { app, lines } = await writing();

    const answered = await ask(app.url, '{ __typename }', { 'x-request-id': given });

    expect(answered).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(lines)).not.toContain(given);
  });

  it('has every answer, also where nothing is found', async () => {
    const { app } = await writing();

    const response = await fetch(`${app.url}/nothing`, { headers: { 'x-request-id': 'lost' } });

    expect(response.headers.get('x-request-id')).toBe('lost');
  });
});

describe('an operation', () => {
  it('is one line at debug when all is well, with its name as the document has it', async () => {
    const { app, saying } = await writing();

    await ask(app.url, 'query WhoIsThere { __typename }');

    expect(saying('operation answered')).toEqual([
      {
        level: levels.debug,
        time: expect.any(String),
        requestId: expect.any(String),
        operation: 'WhoIsThere',
        type: 'query',
        transport: 'http',
        outcome: 'ok',
        durationMs: expect.any(Number),
        msg: 'operation answered',
      },
    ]);
  });

  it.each([
    [
      'is refused',
      'query Secret15522223333 { nothing }',
      { outcome: 'refused', code: 'GRAPHQL_VALIDATION_FAILED' },
    ],
    [
      'is denied a field',
      'query AskForAll { verifications { nodes { id } } }',
      { outcome: 'error', code: 'FORBIDDEN', operation: 'AskForAll' },
    ],
  ])(
    'is one line at info when it %s, and never with a text of its document',
    async (_what, query, expected) => {
      const { app, lines, saying } = await writing();

      await ask(app.url, query, { 'x-dev-scopes': 'none' });

      expect(saying('operation answered')).toMatchObject([{ level: levels.info, ...expected }]);
      expect(JSON.stringify(lines)).not.toContain('15522223333');
    },
  );

  it('is one line at warn when the fault is ours', async () => {
    const { app, saying } = await writing({
      registry: [
        {
          provider: 'ACME',
          methods: [],
          create: () => ({
            name: 'ACME',
            methods: [
              {
                name: 'ONENET_PAGE',
                mutation: 'startOneNetVerification',
                deferred: true,
                description: 'Breaks.',
                check: () => {
                  throw new Error('15522223333');
                },
              },
            ],
          }),
        },
      ],
    });

    await ask(app.url, startByPhone);

    expect(saying('operation answered')).toMatchObject([
      { level: levels.warn, outcome: 'fault', code: 'INTERNAL_SERVER_ERROR', operation: 'StartByPhone' },
    ]);
  });

  it('over a WebSocket has the id of the socket, and a line when its subscription opens and closes', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const { app, saying, until } = await writing({ env: oneNet.env });
    const { id } = await startAtOneNet(app, oneNet);
    const socket = await openSocket(app.url, { headers: { 'x-request-id': 'socket-1' } });
    await socket.next();
    const query = verificationUpdated.replace('subscription', 'subscription Follow');
    socket.send({ type: 'subscribe', id: '1', payload: { query, variables: { id, sinceVersion: 0 } } });
    await socket.next();

    await socket.close();
    await until('subscription closed');

    const expected = {
      level: levels.debug,
      requestId: 'socket-1',
      operation: 'Follow',
      transport: 'websocket',
    };
    expect(saying('subscription opened')).toMatchObject([expected]);
    expect(saying('subscription closed')).toMatchObject([expected]);
  });
});

describe('a push', () => {
  it('is one line with what became of it, and without its address', async () => {
    const oneNet = opened.keep(await openFakeOneNet());
    const { app, lines, saying } = await writing({ env: oneNet.env });
    const started = await startAtOneNet(app, oneNet);

    await pushAccepted(started.callbackUrl, samplePush(started));
    await pushAccepted(started.callbackUrl, samplePush(started));

    expect(saying('push received')).toMatchObject([
      { level: levels.info, provider: 'ONENET', outcome: 'applied' },
      { level: levels.info, provider: 'ONENET', outcome: 'repeated' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('/callbacks/');
  });
});

describe('the sweeper', () => {
  it('says what it did, and nothing where there was nothing to do', async () => {
    const clock = testClock();
    const { app, saying, until } = await writing({ now: clock.now, sweepPauseMs: 5 });
    await ask(app.url, startByPhone);

    clock.advance(25 * 60 * 60 * 1000);
    await until('sweep done');

    expect(saying('sweep done')).toMatchObject([{ level: levels.info, duty: 'expire', count: 1 }]);
  });
});

describe('a line', () => {
  const written = (fields: object): Line => {
    const texts: string[] = [];
    createLogger('info', { write: (text) => texts.push(text) }).info(fields, 'a sentence');
    return JSON.parse(texts.join(''));
  };

  it('leaves out what is not on the list, and what has not the form that it has there', () => {
    const line = written({
      provider: 'ONENET',
      phone: '15522223333',
      body: { phone: '15522223333' },
      method: { toJSON: () => '15522223333' },
      durationMs: '15522223333',
      toString: '15522223333',
      status: null,
    });

    expect(line).toEqual({
      level: levels.info,
      time: expect.any(String),
      provider: 'ONENET',
      msg: 'a sentence',
    });
  });

  it('cuts a text that is too long to be one of ours', () => {
    expect(String(written({ value: 'x'.repeat(10_000) })['value'])).toHaveLength(256);
  });

  it('of a service at work has no other fields', async () => {
    const { app, lines } = await writing();
    await ask(app.url, startByPhone);

    const known = new Set([...Object.keys(logFields), 'level', 'time', 'msg', 'fault']);
    expect(lines.flatMap((line) => Object.keys(line)).filter((name) => !known.has(name))).toEqual([]);
    expect(lines.length).toBeGreaterThan(3);
  });
});
