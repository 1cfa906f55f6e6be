import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { callLinkIdSource } from '../../../src/sandbox/linkid/source-client';
import { client, type OpenLinkId, openLinkId, person } from '../support/linkid-client';

interface Seen {
  readonly method: string | undefined;
  readonly authorization: string | undefined;
  readonly type: string | undefined;
  readonly body: unknown;
}

describe('the LinkID twin as a caller of a third-party data source', () => {
  let source: Server;
  let url: string;
  let answer: string;
  let seen: Seen[];
  let linkId: OpenLinkId;
  beforeEach(async () => {
    answer = '{"code":200,"message":"OK","data":{"result":true,"failReason":"","bsn":"7"}}';
    seen = [];
    source = createServer(async (request, response) => {
      const { method, headers } = request;
      const body: unknown = JSON.parse(await text(request));
      seen.push({ method, authorization: headers.authorization, type: headers['content-type'], body });
      response.end(answer);
    });
    source.listen(0, '127.0.0.1');
    await once(source, 'listening');
    url = `http://127.0.0.1:${(source.address() as AddressInfo).port}/providers/linkid/source`;
    linkId = await openLinkId();
  });
  afterEach(async () => {
    await linkId.close();
    source.close();
    source.closeAllConnections();
  });

  const parameters = { ...person, face: '', phone: '19912345678' };
  const call = (token: string): Seen => ({
    method: 'POST',
    authorization: `Bearer ${token}`,
    type: 'application/json; charset=utf-8',
    body: { metaData: { appId: 'sandbox', privateKey: 'sandbox', publicKey: '' }, parameters },
  });

  it('sends metaData and parameters with the token, and returns the answer', async () => {
    const got = await callLinkIdSource({ fetch }, { url, token: 'any', parameters });

    expect(seen).toEqual([call('any')]);
    expect(got).toEqual({ status: 200, body: JSON.parse(answer) });
  });

  it('returns no body if the answer is not JSON', async () => {
    answer = 'nonsense';
    const got = await callLinkIdSource({ fetch }, { url, token: 'any', parameters });
    expect(got).toEqual({ status: 200, body: undefined });
  });

  it('uses its own token for a demonstration', async () => {
    const got = await linkId.post('/linkid-server/sandbox/ask-source', { url, parameters });
    expect(seen).toEqual([call(client.sourceToken)]);
    expect(got.body).toEqual({ status: 200, body: JSON.parse(answer) });
  });

  it('sends its token to no other machine, and reports a refused connection', async () => {
    const ask = (address: string) =>
      linkId.post('/linkid-server/sandbox/ask-source', { url: address, parameters });
    expect((await ask('https://school.example/source')).status).toBe(400);
    expect((await ask('file:///source')).status).toBe(400);
    source.close();
    source.closeAllConnections();
    expect((await ask(url)).status).toBe(502);
    expect(seen).toEqual([]);
  });
});
