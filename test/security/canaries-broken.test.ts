import { WebSocket } from 'ws';
import { brokenPaths, brokenRequests } from './support/broken-requests';
import { canaries, canaryPerson, canarySecrets, capability } from './support/canaries';
import { canaryStarts } from './support/canary-inputs';
import { type CanaryService, openCanaryService } from './support/canary-service';
import { findCanaries } from './support/disguises';

let service: CanaryService;

beforeAll(async () => {
  service = await openCanaryService();
});
afterAll(() => service.close());

/** After every kind of request, nothing of it may stand anywhere. */
async function found(): Promise<string[]> {
  const doors = service.farEnds.doors.map((door) =>
    capability('door', door.slice(door.lastIndexOf('/') + 1)),
  );
  return findCanaries([...canaries, ...doors], await service.haystacks());
}

const { name, identityNo, mobileNo } = canaryPerson;

describe('the content of a broken request is logged and stored nowhere:', () => {
  it.each(Object.entries(brokenRequests))('%s', async (_what, init) => {
    await service.request('/graphql', init);

    expect(await found()).toEqual([]);
  });

  it('a path that does not exist', async () => {
    for (const [path, init] of brokenPaths) await service.request(path, init);

    expect(await found()).toEqual([]);
  });
});

describe('the content of a WebSocket message is logged and stored nowhere:', () => {
  /** Sends frames one after the other and keeps what comes back, to the word with which the server closes. */
  async function frames(texts: readonly string[]): Promise<void> {
    const socket = new WebSocket(`${service.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    socket.on('message', (data) => service.say(String(data)));
    const closed = new Promise<void>((resolve) => {
      socket.on('close', (code, reason) => {
        service.say(`${code} ${String(reason)}`);
        resolve();
      });
    });
    await new Promise((resolve) => socket.once('open', resolve));
    for (const text of texts) socket.send(text);
    // A second greeting is against the protocol: the server has then read all before it, and closes.
    socket.send('{"type":"connection_init"}');
    await closed;
  }

  const init = JSON.stringify({
    type: 'connection_init',
    payload: { 'x-dev-guid': 'dev-user', name, identityNo },
  });
  const subscribe = (payload: object) => JSON.stringify({ type: 'subscribe', id: '1', payload });

  it.each([
    ['no JSON', [`{"type": "${name} ${identityNo}`]],
    ['a message of no type', [JSON.stringify({ type: name, payload: identityNo })]],
    ['a query that cannot be parsed', [init, subscribe({ query: `{ ${name} "${identityNo}` })]],
    ['a query that is none', [init, subscribe({ query: { of: name } })]],
    [
      'broken variables',
      [
        init,
        subscribe({
          query:
            'subscription ($id: ID!, $v: Int) { verificationUpdated(id: $id, sinceVersion: $v) { version } }',
          variables: { id: { of: name }, v: identityNo },
        }),
      ],
    ],
    [
      'a mutation with values of wrong types',
      [
        init,
        subscribe({
          query: 'mutation ($input: VerifyByMobileInput!) { verifyByMobile(input: $input) { __typename } }',
          variables: { input: { mobileNo: [mobileNo], code: { of: canarySecrets.smsCode } } },
        }),
      ],
    ],
    [
      'an id that stands twice',
      [init, subscribe({ query: '{ __typename }' }).replace('"1"', `"${identityNo}"`)],
    ],
  ])('%s', async (_what, texts) => {
    await frames(texts);

    expect(await found()).toEqual([]);
  });
});

describe('the content of a request to a callback address is logged and stored nowhere:', () => {
  async function doorOf(method: string): Promise<string> {
    service.farEnds.mood = 'well';
    const start = canaryStarts[method];
    await service.ask(`Mutation.${start?.mutation}`, { input: start?.input });
    return new URL(service.farEnds.doors.at(-1) ?? '').pathname;
  }

  const personal = { custName: name, custCertNo: identityNo, custCertAddr: canaryPerson.address };
  const push = (auditResult: unknown) => JSON.stringify({ auditResult, auditInfo: personal });

  it.each([
    ['no JSON', `{"auditResult": "${name}`],
    ['text', `${name} ${identityNo}`],
    ['a push without a status', push({ busiSeq: name, phone: mobileNo })],
    ['a push of wrong types', push([name, { of: identityNo }])],
    ['a push for another verification', push({ auditStatus: '0', busiSeq: identityNo, phone: name })],
    ['a push that is too large', push({ auditStatus: name.repeat(20_000), busiSeq: '1', phone: mobileNo })],
  ])('%s', async (_what, body) => {
    const door = await doorOf('ONENET_PAGE');
    await service.request(door, { method: 'POST', body });

    expect(await found()).toEqual([]);
  });

  it('a status that is a name', async () => {
    const door = await doorOf('ONENET_PAGE');
    const auditResult = { auditStatus: name, busiSeq: service.farEnds.busiSeqs.at(-1), phone: mobileNo };
    await service.request(door, { method: 'POST', body: push(auditResult) });

    expect(await found()).toEqual([]);
  });

  it.each([
    ['an `at` that is too long', `?at=${identityNo.repeat(100)}`],
    ['an `at` that is a path', `?at=${encodeURIComponent(`../${name}/${identityNo}`)}`],
    ['more than `at`', `?name=${encodeURIComponent(name)}&at=${canarySecrets.at}&idNo=${identityNo}`],
  ])('a return with %s', async (_what, search) => {
    const door = await doorOf('LINKID_PAGE');
    await service.request(`${door}${search}`);

    expect(await found()).toEqual([]);
  });
});

describe("the content of a request to LinkID's data source is logged and stored nowhere:", () => {
  const source = (body: string, token: string = canarySecrets.sourceToken) =>
    service.request('/providers/linkid/source', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
    });
  const parameters = { name, certType: '1', certNo: identityNo, phone: mobileNo, face: 'none' };

  it.each([
    ['a right question', { metaData: { of: name }, parameters }],
    ['a question without a phone', { parameters: { ...parameters, phone: undefined } }],
    [
      'a question of wrong types',
      { parameters: { name: [name], certType: name, certNo: { of: identityNo } } },
    ],
    ['parameters that are a name', { parameters: name }],
  ])('%s', async (_what, question) => {
    service.farEnds.mood = 'well';
    await source(JSON.stringify(question));
    service.farEnds.mood = 'refusing with the values in its words';
    await source(JSON.stringify(question));

    expect(await found()).toEqual([]);
  });

  it('with a wrong token, and with a body that is not JSON', async () => {
    await source(JSON.stringify({ parameters }), `${canarySecrets.personToken}${identityNo}`);
    await source(`{"parameters": "${name} ${identityNo}`);

    expect(await found()).toEqual([]);
  });
});
