import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { WebSocket } from 'ws';
import { startTestApp, type TestApp } from '../support/app';
import { openedOnce } from '../support/closing';
import { bearer, openIdentityProvider } from '../support/identity-provider';
import { openSocket } from '../support/socket';

const kib = 1024;
/** A face image in Base64, and more than a body without a token may have. */
const faceBytes = Math.ceil((2 * 1024 * kib * 4) / 3);

const login = openedOnce(() => openIdentityProvider());
const strict = openedOnce(async () => startTestApp({ env: (await login()).env }));
/** Strangers may have 200 KiB unfinished, all together. */
const small = openedOnce(async () =>
  startTestApp({ env: { ...(await login()).env, UNAUTHENTICATED_BODIES_BYTES: String(200 * kib) } }),
);
const dev = openedOnce(() => startTestApp());

const query = '{ verificationMethods { method } }';
const bodyOf = (bytes: number) => {
  const text = (filling: string) => JSON.stringify({ query, variables: { unused: filling } });
  return text('x'.repeat(bytes - text('').length));
};

interface Answer {
  readonly status: number | undefined;
  readonly code: string | null;
  readonly message: string;
}

async function answerOf(sent: ClientRequest): Promise<Answer> {
  // The service may hang up before all of it is sent.
  sent.on('error', () => {});
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  const { errors, error } = JSON.parse(text) as {
    errors?: [{ message: string; extensions: { code: string } }];
    error?: string;
  };
  return {
    status: answer.statusCode,
    code: errors?.[0].extensions.code ?? null,
    message: errors?.[0].message ?? error ?? '',
  };
}

function post(
  { url }: TestApp,
  headers: Record<string, string | number> = {},
  path = '/graphql',
): ClientRequest {
  return request(`${url}${path}`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

interface Unfinished {
  readonly sent: ClientRequest;
  /** Null if there is none. */
  readonly answer: Promise<Answer | null>;
}

/** Sends so much of a body, and does not say that this is all. */
async function unfinished(app: TestApp, bytes: number): Promise<Unfinished> {
  const sent = post(app, { 'transfer-encoding': 'chunked', expect: '100-continue' });
  sent.flushHeaders();
  await once(sent, 'continue');
  const answer = answerOf(sent).catch(() => null);
  await new Promise((written) => sent.write(bodyOf(bytes), written));
  return { sent, answer };
}

const tooLarge = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message:
    'Sign in: without a valid access token a body has at most 131072 bytes (UNAUTHENTICATED_BODY_BYTES).',
};

describe('a request body without a verified token', () => {
  it('may have at most 128 KiB', async () => {
    const app = await strict();
    const sent = post(app);
    sent.end(bodyOf(128 * kib));

    expect(await answerOf(sent)).toMatchObject({ status: 200, code: null });
  });

  it.each([
    ['no token', async () => ({})],
    ['a forged token', async () => bearer(await (await login()).forgedToken())],
    ['a token that has ended', async () => bearer(await (await login()).token({ exp: 1 }))],
    ['the word Bearer', async () => ({ authorization: 'Bearer' })],
  ])('is refused by its announced length with %s, before any of it is read', async (_what, headers) => {
    const sent = post(await strict(), { ...(await headers()), 'content-length': faceBytes });
    sent.flushHeaders();

    expect(await answerOf(sent)).toEqual(tooLarge);
  });

  it('is refused when it exceeds the limit although it announced less', async () => {
    const sent = post(await strict(), { 'transfer-encoding': 'chunked' });
    sent.write(bodyOf(129 * kib));

    expect(await answerOf(sent)).toEqual(tooLarge);
  });

  it('is counted after decompression', async () => {
    const bomb = gzipSync(bodyOf(1024 * kib));
    const sent = post(await strict(), { 'content-encoding': 'gzip', 'content-length': bomb.length });
    sent.end(bomb);

    expect(bomb.length).toBeLessThan(10 * kib);
    expect(await answerOf(sent)).toEqual(tooLarge);
  });

  it('is PAYLOAD_TOO_LARGE only if no token would help', async () => {
    const sent = post(await strict(), { 'content-length': 10 * 1024 * kib });
    sent.flushHeaders();

    expect(await answerOf(sent)).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });
});

describe('the request body of a verified caller', () => {
  it.each(['plain', 'gzip'])('may hold a face image of 2 MiB, %s', async (encoding) => {
    const headers = bearer(await (await login()).token());
    const body = bodyOf(faceBytes);
    const sent = post(await strict(), {
      ...headers,
      ...(encoding === 'gzip' && { 'content-encoding': 'gzip' }),
    });
    sent.end(encoding === 'gzip' ? gzipSync(body) : body);

    expect(await answerOf(sent)).toMatchObject({ status: 200, code: null });
  });

  it('may hold a face image in dev mode, in which every caller is trusted', async () => {
    const sent = post(await dev());
    sent.end(bodyOf(faceBytes));

    expect(await answerOf(sent)).toMatchObject({ status: 200, code: null });
  });
});

describe('unfinished bodies of unverified callers', () => {
  it('together hold at most UNAUTHENTICATED_BODIES_BYTES: the oldest is dropped, honest ones pass', async () => {
    const app = await small();
    const first = await unfinished(app, 90 * kib);
    const second = await unfinished(app, 90 * kib);
    const honest = post(app);
    honest.end(bodyOf(60 * kib));

    expect(await answerOf(honest)).toMatchObject({ status: 200 });
    expect(await first.answer).toEqual({
      status: 503,
      code: 'BUSY',
      message: expect.stringContaining('UNAUTHENTICATED_BODIES_BYTES'),
    });
    second.sent.end();
    expect(await second.answer).toMatchObject({ status: 200 });
  });

  it('include requests to unknown addresses, refused in their own form', async () => {
    const app = await small();
    const sent = post(app, { 'content-length': 60 * kib }, '/nothing');
    sent.write('x'.repeat(50 * kib));
    const answer = answerOf(sent);
    await Promise.all([unfinished(app, 100 * kib), unfinished(app, 100 * kib)]);

    expect(await answer).toMatchObject({
      status: 503,
      message: expect.stringContaining('UNAUTHENTICATED_BODIES_BYTES'),
    });
  });

  it('do not include pushes at unknown callback addresses, which are answered before their body', async () => {
    const app = await small();
    const sent = post(app, { 'content-length': 60 * kib }, `/callbacks/onenet/${'t'.repeat(64)}`);
    sent.write('x');

    expect(await answerOf(sent)).toMatchObject({ status: 404, message: 'unknown verification' });
  });

  it('free their bytes when they are finished, refused or disconnected', async () => {
    const app = await small();
    for (let n = 0; n < 20; n += 1) {
      const { sent, answer } = await unfinished(app, 100 * kib);
      if (n % 2 === 0) sent.destroy();
      else sent.end();
      expect((await answer)?.status ?? 'left').toBe(n % 2 === 0 ? 'left' : 200);
    }
  });

  it('do not include those of verified callers', async () => {
    const app = await small();
    const stranger = await unfinished(app, 100 * kib);
    const caller = post(app, bearer(await (await login()).token()));
    caller.end(bodyOf(faceBytes));

    expect(await answerOf(caller)).toMatchObject({ status: 200 });
    stranger.sent.end();
    expect(await stranger.answer).toMatchObject({ status: 200 });
  });
});

describe('WebSocket messages', () => {
  const subscribe = (bytes: number) => ({
    type: 'subscribe',
    id: '1',
    payload: JSON.parse(bodyOf(bytes)) as Record<string, unknown>,
  });
  const refusal = {
    code: 1009,
    reason: 'At most 131072 bytes without an access token (UNAUTHENTICATED_BODY_BYTES)',
  };

  it('may have at most 128 KiB before connection_init', async () => {
    const socket = await openSocket((await strict()).url, { greets: false });
    socket.send({ type: 'connection_init', payload: { filling: 'x'.repeat(200 * kib) } });

    expect(await socket.closed).toEqual(refusal);
  });

  it('may have at most 128 KiB after connection_init without a token, in any number', async () => {
    const socket = await openSocket((await strict()).url);
    expect(await socket.next()).toEqual({ type: 'connection_ack' });
    for (let n = 0; n < 5; n += 1) {
      socket.send(subscribe(100 * kib));
      expect(await socket.next()).toMatchObject({ type: 'next' });
      expect(await socket.next()).toMatchObject({ type: 'complete' });
    }
    socket.send(subscribe(200 * kib));

    expect(await socket.closed).toEqual(refusal);
  });

  it('may hold a face image of 2 MiB after a token was verified', async () => {
    const socket = await openSocket((await strict()).url, {
      params: { token: await (await login()).token() },
    });
    expect(await socket.next()).toEqual({ type: 'connection_ack' });
    socket.send(subscribe(faceBytes));

    expect(await socket.next()).toMatchObject({ type: 'next' });
    await socket.close();
  });

  it('are limited alone and together while they are unfinished', async () => {
    const endless = async (app: TestApp, bytes: number) => {
      const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, ['graphql-transport-ws']);
      const closed = once(socket, 'close').then(([code]) => code as number);
      await once(socket, 'open');
      socket.send('x'.repeat(bytes), { fin: false });
      return { socket, closed };
    };
    const alone = await endless(await strict(), 140 * kib);
    expect(await alone.closed).toBe(1009);

    const first = await endless(await small(), 100 * kib);
    const later = [await endless(await small(), 100 * kib), await endless(await small(), 100 * kib)];
    expect(await first.closed).toBe(1013);
    for (const { socket } of later) socket.terminate();
  });
});
