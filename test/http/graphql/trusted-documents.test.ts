import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../../src/config/config-error';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openEventStream } from '../../support/event-stream';
import { temporaryFolder } from '../../support/temporary-folder';
import { refusals, transports } from '../../support/transports';

const opened = closeAfterEach();
const folder = temporaryFolder();
afterAll(() => folder.remove());

const methods = 'query Methods { verificationMethods { method } }';
const one = 'query One($id: ID!) { verification(id: $id) { id } }';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

let files = 0;

/** Writes a manifest and returns its path. */
function manifest(content: unknown): string {
  files += 1;
  const path = join(folder.path, `manifest-${files}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function trusting(content: unknown, env: Record<string, string> = {}): Promise<TestApp> {
  return opened.keep(await startTestApp({ env: { TRUSTED_DOCUMENTS: manifest(content), ...env } }));
}

const notListed = [
  { code: 'PERSISTED_QUERY_NOT_IN_LIST', message: expect.stringContaining('TRUSTED_DOCUMENTS') },
];

describe.each(transports)('a service with trusted documents, over %s,', (_transport, run) => {
  it.each([
    ['documentId', { documentId: hash(methods) }],
    ['documentId with the name of the hash', { documentId: `sha256:${hash(methods)}` }],
    [
      'the hash of a persisted query',
      { extensions: { persistedQuery: { version: 1, sha256Hash: hash(methods) } } },
    ],
  ])('runs a trusted document by %s', async (_how, more) => {
    const { url } = await trusting({ [hash(methods)]: methods, [`sha256:${hash(one)}`]: one });

    expect(await run(url, { more })).toMatchObject({ data: { verificationMethods: expect.any(Array) } });
  });

  it('runs a trusted document by its text, with variables', async () => {
    const { url } = await trusting({ [hash(methods)]: methods, [`sha256:${hash(one)}`]: one });

    expect(await run(url, { query: one, variables: { id: '1' } })).toEqual({ data: { verification: null } });
  });

  it('runs no other document', async () => {
    const { url } = await trusting({ [hash(methods)]: methods });

    for (const request of [
      { query: '{ verificationMethods { method } }' },
      { query: `${methods} ` },
      { query: '{ __typename }' },
      { more: { documentId: hash(one) } },
      { more: { documentId: 'nonsense' } },
      { query: methods, more: { documentId: hash(one) } },
      { query: one, more: { extensions: { persistedQuery: { version: 1, sha256Hash: hash(one) } } } },
      { query: '' },
    ]) {
      const answer = await run(url, request);
      expect(refusals(answer)).toEqual(notListed);
      expect(answer.data).toBeUndefined();
    }
  });

  it('applies the query limits to trusted documents too', async () => {
    const { url } = await trusting({ [hash(methods)]: methods }, { QUERY_MAX_DEPTH: '1' });

    expect(refusals(await run(url, { more: { documentId: hash(methods) } }))).toMatchObject([
      { code: 'QUERY_TOO_COMPLEX' },
    ]);
  });
});

describe('a service with trusted documents', () => {
  const listed = { [hash(methods)]: methods, [hash(one)]: one };

  it('runs trusted documents by GET', async () => {
    const { url } = await trusting(listed);
    const get = async (search: Record<string, string>) => {
      const response = await fetch(`${url}/graphql?${new URLSearchParams(search)}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
      return { status: response.status, body: await response.json() };
    };

    expect(await get({ documentId: hash(one), variables: '{"id":"1"}' })).toEqual({
      status: 200,
      body: { data: { verification: null } },
    });
    expect(
      await get({
        extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash(methods) } }),
      }),
    ).toMatchObject({
      status: 200,
    });
    expect(await get({ query: '{ __typename }' })).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_IN_LIST' } }] },
    });
    const stream = opened.keep(
      await openEventStream(url, undefined, { method: 'GET', more: { documentId: hash(methods) } }),
    );
    expect(await stream.next()).toMatchObject({ data: { verificationMethods: expect.any(Array) } });
  });

  it('refuses other documents in a batch', async () => {
    const { url } = await trusting(listed);

    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ __typename }' }]),
    });

    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('"data"');
  });

  it("reads Apollo's manifest format as well", async () => {
    const { url } = await trusting({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: hash(methods), name: 'Methods', type: 'query', body: methods }],
    });
    const [[, run]] = transports as [(typeof transports)[0]];

    expect((await run(url, { more: { documentId: hash(methods) } })).errors).toBeUndefined();
    expect(refusals(await run(url, { query: one }))).toEqual(notListed);
  });
});

describe('a service without trusted documents', () => {
  it("accepts Apollo's automatic persisted queries over HTTP", async () => {
    const { url } = opened.keep(await startTestApp());
    const [[, run]] = transports as [(typeof transports)[0]];
    const more = { extensions: { persistedQuery: { version: 1, sha256Hash: hash(methods) } } };

    const send = async (body: object) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return response.json();
    };

    expect(await send(more)).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    });
    expect((await run(url, { query: methods, more })).data).toBeTruthy();
    expect(await send(more)).toMatchObject({ data: { verificationMethods: expect.any(Array) } });
  });
});

describe('an invalid manifest of trusted documents stops the start with the reason', () => {
  it.each([
    ['is not there', () => join(folder.path, 'nothing.json'), /nothing\.json cannot be read \(ENOENT\)/],
    ['is a directory', () => folder.path, /cannot be read \(EISDIR\)/],
    ['is no JSON', () => manifest('{'), /is not JSON/],
    ['is no object', () => manifest([methods]), /must be a JSON object/],
    ['holds no documents', () => manifest({}), /hold at least one/],
    ['holds something else', () => manifest({ [hash(methods)]: { text: methods } }), /must be a JSON object/],
    ['has a wrong hash', () => manifest({ [hash(one)]: methods }), /is not the SHA-256 of its text/],
    ['has a document that is no GraphQL', () => manifest({ [hash('query {')]: 'query {' }), /is no GraphQL/],
  ])('when it %s', async (_what, path, message) => {
    const start = startTestApp({ env: { TRUSTED_DOCUMENTS: path() } });

    await expect(start).rejects.toThrow(ConfigError);
    await expect(start).rejects.toThrow(/- TRUSTED_DOCUMENTS: The manifest /);
    await expect(start).rejects.toThrow(message);
  });
});
