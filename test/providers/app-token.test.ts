import { AppToken } from '../../src/providers/app-token';
import type { ProviderResponse } from '../../src/providers/provider-response';
import { recordTools } from '../support/far-end';
import { answered } from './samples';

/** A token server that hands out t1, t2, …, unless the next answers are given. */
function tokenServer(
  life: Readonly<Record<string, unknown>> = { expires_in: 7200 },
  ...first: ProviderResponse[]
) {
  let fetches = 0;
  const fetchToken = async (): Promise<ProviderResponse> => {
    fetches++;
    return first.shift() ?? answered({ access_token: `t${fetches}`, ...life });
  };
  return { fetchToken, fetches: () => fetches };
}

const unauthorised = (answer: ProviderResponse) => answer.kind === 'answer' && answer.status === 401;
const silence: ProviderResponse = { kind: 'silent', reason: 'timeout' };

async function tokenText(tokens: AppToken): Promise<string> {
  const grant = await tokens.get();
  return grant.kind === 'token' ? grant.token.reveal() : grant.failure.code;
}

describe('AppToken', () => {
  it('fetches one token for all concurrent requests, and keeps it', async () => {
    const server = tokenServer();
    const tokens = new AppToken('P', server.fetchToken, recordTools());
    expect(await Promise.all([tokenText(tokens), tokenText(tokens), tokenText(tokens)])).toEqual([
      't1',
      't1',
      't1',
    ]);
    expect(await tokenText(tokens)).toBe('t1');
    expect(server.fetches()).toBe(1);
  });

  it.each([
    { life: 7200, keptMs: 7_139_999 },
    { life: '7200', keptMs: 7_139_999 },
    { life: 300, keptMs: 269_999 },
  ])('renews a token of $life s shortly before it expires', async ({ life, keptMs }) => {
    const server = tokenServer({ expires_in: life });
    const tools = recordTools();
    const tokens = new AppToken('P', server.fetchToken, tools);
    expect(await tokenText(tokens)).toBe('t1');
    tools.advance(keptMs);
    expect(await tokenText(tokens)).toBe('t1');
    tools.advance(1);
    expect(await tokenText(tokens)).toBe('t2');
  });

  it.each([{}, { expires_in: null }, { expires_in: 0 }, { expires_in: -5 }, { expires_in: 'soon' }])(
    'does not keep a token with the lifetime %j',
    async (life) => {
      const tokens = new AppToken('P', tokenServer(life).fetchToken, recordTools());
      expect(await tokenText(tokens)).toBe('t1');
      expect(await tokenText(tokens)).toBe('t2');
    },
  );

  it('drops only the token that was refused, not one that was fetched meanwhile', async () => {
    const server = tokenServer();
    const tokens = new AppToken('P', server.fetchToken, recordTools());
    const old = await tokens.get();
    if (old.kind !== 'token') throw new Error('no token');
    tokens.drop(old.token);
    expect(await tokenText(tokens)).toBe('t2');
    tokens.drop(old.token);
    expect(await tokenText(tokens)).toBe('t2');
    expect(server.fetches()).toBe(2);
  });

  it.each([
    { name: 'silence', answer: silence, code: 'PROVIDER_UNAVAILABLE', retryable: true },
    { name: 'a page', answer: answered(undefined), code: 'PROVIDER_UNAVAILABLE', retryable: true },
    { name: 'no token', answer: answered({ token: 'x' }), code: 'PROVIDER_UNAVAILABLE', retryable: true },
    { name: 'a redirect', answer: answered({ code: 1 }, 302), code: 'PROVIDER_UNAVAILABLE', retryable: true },
    { name: 'a 4xx', answer: answered(undefined, 403), code: 'PROVIDER_REFUSED', retryable: false },
    { name: 'code', answer: answered({ code: 40001 }), code: 'PROVIDER_REFUSED', retryable: false },
    {
      name: 'an OAuth error',
      answer: answered({ error: 'invalid_client' }, 400),
      code: 'PROVIDER_REFUSED',
      retryable: false,
    },
  ])(
    'fails with $code after $name, and tries again for the next request',
    async ({ answer, code, retryable }) => {
      const tokens = new AppToken('P', tokenServer(undefined, answer).fetchToken, recordTools());
      const failed = await tokens.get();
      expect(failed).toMatchObject({ kind: 'notDone', failure: { code, retryable } });
      expect(await tokenText(tokens)).toBe('t2');
    },
  );

  it('sends the request once more with a new token after "unauthorised"', async () => {
    const tokens = new AppToken('P', tokenServer().fetchToken, recordTools());
    const used: string[] = [];
    const answer = await tokens.send(async (token) => {
      used.push(token);
      return answered({}, token === 't1' ? 401 : 200);
    }, unauthorised);
    expect(answer).toEqual(answered({}, 200));
    expect(used).toEqual(['t1', 't2']);
  });

  it('renews once for all requests that were "unauthorised" together', async () => {
    const server = tokenServer();
    const tokens = new AppToken('P', server.fetchToken, recordTools());
    const send = () =>
      tokens.send(async (token) => answered({ token }, token === 't1' ? 401 : 200), unauthorised);
    expect(await Promise.all([send(), send(), send()])).toEqual(Array(3).fill(answered({ token: 't2' })));
    expect(server.fetches()).toBe(2);
  });

  it('gives up after the second "unauthorised" and warns the operator', async () => {
    const tools = recordTools();
    const tokens = new AppToken('P', tokenServer().fetchToken, tools);
    const used: string[] = [];
    const answer = await tokens.send(async (token) => {
      used.push(token);
      return answered({}, 401);
    }, unauthorised);
    expect(answer).toMatchObject({ kind: 'notDone', failure: { code: 'PROVIDER_REFUSED' } });
    expect(used).toEqual(['t1', 't2']);
    expect(tools.lines).toHaveLength(1);
    expect(tools.lines[0]).toContain('"level":"error"');
  });

  it('does not send a second time after a timeout', async () => {
    const tokens = new AppToken('P', tokenServer().fetchToken, recordTools());
    let sent = 0;
    const answer = await tokens.send(async () => {
      sent++;
      return silence;
    }, unauthorised);
    expect(answer).toEqual(silence);
    expect(sent).toBe(1);
  });

  it('sends nothing without a token', async () => {
    const tokens = new AppToken('P', tokenServer(undefined, silence).fetchToken, recordTools());
    let sent = 0;
    const answer = await tokens.send(async () => {
      sent++;
      return answered({});
    }, unauthorised);
    expect(answer).toMatchObject({ kind: 'notDone', failure: { code: 'PROVIDER_UNAVAILABLE' } });
    expect(sent).toBe(0);
  });
});
