import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import {
  brotliCompressSync,
  brotliDecompressSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateSync,
} from 'node:zlib';
import { startTestApp } from '../../support/app';
import { closeAfterEach, openedOnce } from '../../support/closing';
import { openIdentityProvider } from '../../support/identity-provider';

const opened = closeAfterEach();
const running = openedOnce(() =>
  startTestApp({ env: { FACE_IMAGE_MIN_BYTES: '1', FACE_IMAGE_MAX_BYTES: '1' } }),
);

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** As the bytes travel: fetch would decompress by itself. */
async function exchange(
  path: string,
  headers: Record<string, string>,
  body?: Buffer | string,
): Promise<Answer> {
  const { url } = await running();
  const asked = request(`${url}${path}`, { method: body === undefined ? 'GET' : 'POST', headers });
  const answered = new Promise<Answer>((resolve, reject) => {
    asked.on('error', reject);
    asked.on('response', (response) => {
      buffer(response).then(
        (bytes) => resolve({ status: response.statusCode, headers: response.headers, body: bytes }),
        reject,
      );
    });
  });
  asked.end(body);
  return answered;
}

const json = { 'content-type': 'application/json' };
const small = JSON.stringify({ query: '{ __typename }' });
const typename = { data: { __typename: 'Query' } };

const requestEncodings = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['GZIP', gzipSync],
  ['identity', (text: string) => Buffer.from(text)],
] as const;

describe('a request body', () => {
  it.each(requestEncodings)('compressed with %s is read', async (encoding, compress) => {
    const { status, body } = await exchange(
      '/graphql',
      { ...json, 'content-encoding': encoding },
      compress(small),
    );

    expect(status).toBe(200);
    expect(JSON.parse(String(body))).toEqual(typename);
  });

  it('compressed with gzip is read for an event stream too', async () => {
    const headers = { ...json, 'content-encoding': 'gzip', accept: 'text/event-stream' };

    const { status, body } = await exchange('/graphql', headers, gzipSync(small));

    expect(status).toBe(200);
    expect(String(body)).toContain(JSON.stringify(typename));
  });

  it.each(['zstd', 'gzip, br', 'constructor', '*'])(
    'compressed with %s is refused with the supported encodings',
    async (encoding) => {
      const { status, headers, body } = await exchange(
        '/graphql',
        { ...json, 'content-encoding': encoding },
        gzipSync(small),
      );

      expect(status).toBe(415);
      expect(headers['accept-encoding']).toBe('gzip, deflate, br');
      expect(JSON.parse(String(body))).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    },
  );

  it.each([
    ['that is plain but called gzip', 'gzip', Buffer.from(small)],
    ['that is plain but called br', 'br', Buffer.from(small)],
    ['that is plain but called deflate', 'deflate', Buffer.from(small)],
    ['that breaks off', 'gzip', gzipSync(small).subarray(0, -4)],
    ['that is gzip but called br', 'br', gzipSync(small)],
    ['that is empty', 'gzip', Buffer.alloc(0)],
  ])('%s is refused', async (_what, encoding, bytes) => {
    const { status, body } = await exchange('/graphql', { ...json, 'content-encoding': encoding }, bytes);

    expect(status).toBe(400);
    expect(JSON.parse(String(body))).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it('may not exceed the size limit when decompressed', async () => {
    const bomb = JSON.stringify({ query: '{ __typename }', padding: ' '.repeat(16 * 1024 * 1024) });

    for (const [encoding, compress] of requestEncodings.slice(0, 4)) {
      const { status, body } = await exchange(
        '/graphql',
        { ...json, 'content-encoding': encoding },
        compress(bomb),
      );
      expect(status).toBe(413);
      expect(JSON.parse(String(body))).toMatchObject({
        errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }],
      });
    }
  });

  it('compressed and sent without a token is read up to the size limit of its decompressed form', async () => {
    const login = opened.keep(await openIdentityProvider());
    const { url } = opened.keep(await startTestApp({ env: login.env }));
    const send = (body: string) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { ...json, 'content-encoding': 'gzip' },
        body: gzipSync(body),
      });

    const read = await send(small);
    const grown = await send(JSON.stringify({ query: '{ __typename }', padding: ' '.repeat(1024 * 1024) }));

    expect(await read.json()).toEqual(typename);
    expect(grown.status).toBe(401);
    expect(await grown.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('is accepted as JSON with a member named like a prototype, which is ignored', async () => {
    const variables = { constructor: { prototype: { polluted: true } } };

    const { status, body } = await exchange(
      '/graphql',
      json,
      JSON.stringify({ query: '{ __typename }', variables }),
    );

    expect(status).toBe(200);
    expect(JSON.parse(String(body))).toEqual(typename);
    expect({}).not.toHaveProperty('polluted');
  });

  it('is refused with both reasons if it is not JSON or names a prototype directly', async () => {
    for (const text of ['{', '{"query":"{ __typename }","__proto__":{}}']) {
      const { status, body } = await exchange('/graphql', json, text);
      expect(status).toBe(400);
      expect(String(body)).toContain('must be JSON, without a property named __proto__');
    }
  });
});

const decompressors = { gzip: gunzipSync, deflate: inflateSync, br: brotliDecompressSync };
const long = JSON.stringify({
  query: '{ __schema { types { name description fields { name description } } } }',
});

describe('a response', () => {
  it.each([
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['deflate', 'deflate'],
    ['gzip, deflate, br', 'gzip'],
    ['gzip;q=0.5, br', 'br'],
    ['br;q=0, *', 'gzip'],
    ['zstd, deflate;q=0.1', 'deflate'],
  ] as const)('over 1 KiB is compressed for Accept-Encoding: %s', async (accept, encoding) => {
    const plain = await exchange('/graphql', json, long);
    const compressed = await exchange('/graphql', { ...json, 'accept-encoding': accept }, long);

    expect(compressed.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
    expect(compressed.headers['content-length']).toBe(String(compressed.body.length));
    expect(compressed.body.length).toBeLessThan(plain.body.length / 3);
    expect(decompressors[encoding](compressed.body).equals(plain.body)).toBe(true);
  });

  it.each([undefined, 'identity', 'zstd', 'gzip;q=0', 'identity, gzip;q=0.5', ''])(
    'over 1 KiB is not compressed for Accept-Encoding: %s',
    async (accept) => {
      const headers = accept === undefined ? {} : { 'accept-encoding': accept };

      const answer = await exchange('/graphql', { ...json, ...headers }, long);

      expect(answer.headers).not.toHaveProperty('content-encoding');
      expect(answer.headers).toMatchObject({ vary: 'accept-encoding', 'cache-control': 'no-store' });
      expect(JSON.parse(String(answer.body))).toHaveProperty('data.__schema');
    },
  );

  it('below 1 KiB is not compressed', async () => {
    const answer = await exchange('/graphql', { ...json, 'accept-encoding': 'gzip' }, small);

    expect(answer.headers).not.toHaveProperty('content-encoding');
  });

  it('is not compressed if it is a stream, so that events are not delayed', async () => {
    const headers = { ...json, accept: 'text/event-stream', 'accept-encoding': 'gzip' };

    const answer = await exchange('/graphql', headers, long);

    expect(answer.headers).not.toHaveProperty('content-encoding');
    expect(String(answer.body)).toContain('event: complete');
  });

  it("with GraphiQL's page is compressed once and served from memory", async () => {
    const plain = await exchange('/', {});
    for (let n = 0; n < 2; n += 1) {
      const compressed = await exchange('/', { 'accept-encoding': 'gzip, br' });
      expect(compressed.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(compressed.body).equals(plain.body)).toBe(true);
      expect(compressed.headers['content-security-policy']).toBe(plain.headers['content-security-policy']);
    }
  });
});
