import { logFields } from '../../src/domain/privacy/log-fields';
import { registry as ownRegistry } from '../../src/providers/registry';
import { createLogger } from '../../src/telemetry/logger';
import { startTestApp, type TestAppOptions } from '../support/app';
import { withProvider } from '../support/changed-provider';
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
    async until(message: string, isMeant: (line: Line) => boolean = () => true): Promise<Line> {
      for (;;) {
        const found = saying(message).find(isMeant);
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

describe('the request id', () => {
  it('is taken from the request, and is in the response and in every log line about it', async () => {
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
  ])('is generated if the given one is %s', async (_why, given) => {
    const { app, lines } = await writing();

    const answered = await ask(app.url, '{ __typename }', { 'x-request-id': given });

    expect(answered).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(lines)).not.toContain(given);
  });

  it('is in every response, also in a 404', async () => {
    const { app } = await writing();

    const response = await fetch(`${app.url}/nothing`, { headers: { 'x-request-id': 'lost' } });

    expect(response.headers.get('x-request-id')).toBe('lost');
  });
});

describe('the log of an operation', () => {
  it('is one line at debug on success, with the operation name of the document', async () => {
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
    'is one line at info if it %s, and never contains text of the document',
    async (_what, query, expected) => {
      const { app, lines, saying } = await writing();

      await ask(app.url, query, { 'x-dev-scopes': 'none' });

      expect(saying('operation answered')).toMatchObject([{ level: levels.info, ...expected }]);
      expect(JSON.stringify(lines)).not.toContain('15522223333');
    },
  );

  it('is one line at warn after an internal error', async () => {
    const registry = ownRegistry.map((entry) =>
      withProvider(entry, (provider) => ({
        ...provider,
        methods: provider.methods.map((method) => ({
          ...method,
          check: () => {
            throw new Error('15522223333');
          },
        })),
      })),
    );
    const { app, saying } = await writing({ registry });

    await ask(app.url, startByPhone);

    expect(saying('operation answered')).toMatchObject([
      { level: levels.warn, outcome: 'fault', code: 'INTERNAL_SERVER_ERROR', operation: 'StartByPhone' },
    ]);
  });

  it('over a WebSocket has the id of the socket, and a line when a subscription opens and closes', async () => {
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

describe('the log of a push', () => {
  it('is one line with its result, and without its callback address', async () => {
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

describe('the log of the sweeper', () => {
  it('has a line for work done, and none without work', async () => {
    const clock = testClock();
    const { app, saying, until } = await writing({ now: clock.now, sweepPauseMs: 5 });
    await ask(app.url, startByPhone);

    clock.advance(25 * 60 * 60 * 1000);
    await until('sweep done', ({ duty }) => duty === 'expire');

    const done = saying('sweep done');
    // The day that passed also ends the window of the attempts and starts that were counted.
    expect(done.filter(({ duty }) => duty !== 'forgetAttempts')).toMatchObject([
      { level: levels.info, duty: 'expire', count: 1 },
    ]);
    expect(done.filter(({ count }) => count === 0)).toEqual([]);
  });
});

describe('a log line', () => {
  const written = (fields: object): Line => {
    const texts: string[] = [];
    createLogger('info', { write: (text) => texts.push(text) }).info(fields, 'a sentence');
    return JSON.parse(texts.join(''));
  };

  it('contains only allow-listed fields in their expected form', () => {
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

  it('truncates a text that is too long to be one of ours', () => {
    expect(String(written({ value: 'x'.repeat(10_000) })['value'])).toHaveLength(256);
  });

  it('has only allow-listed fields while the service works', async () => {
    const { app, lines } = await writing();
    await ask(app.url, startByPhone);

    const known = new Set([...Object.keys(logFields), 'level', 'time', 'msg', 'fault']);
    expect(lines.flatMap((line) => Object.keys(line)).filter((name) => !known.has(name))).toEqual([]);
    expect(lines.length).toBeGreaterThan(3);
  });
});
