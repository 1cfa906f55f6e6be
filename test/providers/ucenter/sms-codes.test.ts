import { Secret } from '../../../src/domain/privacy/secret';
import { UcenterClient } from '../../../src/providers/ucenter/client';
import { SmsCodes } from '../../../src/providers/ucenter/sms-codes';
import { closeAfterEach } from '../../support/closing';
import { openFarEnd, type Reaction, recordTools } from '../../support/far-end';

const opened = closeAfterEach();
const path = '/api/ucenter-service-provider/api/sms/code';
const rules = { rejectedCodes: [422], wrongCredentialCodes: [411] };

async function open(react: (count: number) => Reaction) {
  let tokens = 0;
  let count = 0;
  const ucenter = opened.keep(
    await openFarEnd(({ url }) =>
      url === '/open/access_token'
        ? { json: { access_token: `app-token-${++tokens}`, expires_in: 86_400 } }
        : react(++count),
    ),
  );
  const tools = recordTools();
  const access = { baseUrl: ucenter.baseUrl, clientId: 'our-client', clientSecret: Secret.of('s3cret') };
  return { ...ucenter, tools, codes: new SmsCodes(new UcenterClient(access, tools), rules, tools) };
}

const sent: Reaction = { json: { code: 200, message: 'OK' } };

describe('[2] the requests of sendMobileCode and sendMergeCode', () => {
  it('send the phone number, with the application token and x-deepcloud-from: client', async () => {
    const ucenter = await open(() => sent);
    expect(await ucenter.codes.toNumber('13800001234')).toBeNull();
    const [request] = ucenter.at(path);
    expect(request).toMatchObject({
      method: 'POST',
      url: `${path}/send`,
      headers: {
        authorization: 'app-token-1',
        'x-deepcloud-from': 'client',
        'content-type': expect.stringMatching(/^application\/json\b/),
      },
      body: '{"mobile_no":"13800001234"}',
    });
  });

  it("send the guid of the conflict's holder", async () => {
    const ucenter = await open(() => sent);
    expect(await ucenter.codes.toAccount('old-guid')).toBeNull();
    expect(ucenter.at(path)).toMatchObject([
      { method: 'POST', url: `${path}/guid/send`, body: '{"guid":"old-guid"}' },
    ]);
  });

  it.each<[Reaction, string, boolean]>([
    [{ json: { code: 400, message: 'no' } }, 'INVALID_INPUT', false],
    [{ json: { code: '404', message: 'no' } }, 'NOT_FOUND', false],
    [{ status: 403, json: { code: 403, message: 'no' } }, 'PROVIDER_REFUSED', false],
    [{ json: { code: 503, message: 'no' } }, 'PROVIDER_UNAVAILABLE', true],
    [{ json: { code: 499, message: 'no' } }, 'OTHER', false],
    [{ json: { message: 'OK' } }, 'PROVIDER_UNAVAILABLE', true],
    [{ raw: '<p>OK</p>' }, 'PROVIDER_UNAVAILABLE', true],
    [{ status: 302, location: '/login', json: { code: 200 } }, 'PROVIDER_UNAVAILABLE', true],
    [{ status: 500, json: { code: 200 } }, 'PROVIDER_UNAVAILABLE', true],
    ['cut', 'PROVIDER_UNAVAILABLE', true],
  ])('succeed for the code 200 only: %j is %s', async (reaction, code, retryable) => {
    const ucenter = await open(() => reaction);
    expect(await ucenter.codes.toNumber('13800001234')).toMatchObject({ code, retryable });
    expect(ucenter.at(path)).toHaveLength(1);
  });

  it('renew an invalid application token once, and are sent once more', async () => {
    const ucenter = await open((count) => (count === 1 ? { json: { error: 'invalid_token' } } : sent));
    expect(await ucenter.codes.toNumber('13800001234')).toBeNull();
    expect(ucenter.at(path).map(({ headers }) => headers['authorization'])).toEqual([
      'app-token-1',
      'app-token-2',
    ]);
  });

  it("have every number masked in ucenter's message and in the log", async () => {
    const words = '号码 138 0000 1234 发送过于频繁';
    const ucenter = await open(() => ({ json: { code: 429, message: words } }));
    const failure = await ucenter.codes.toNumber('13800001234');
    expect(failure).toMatchObject({ code: 'OTHER', providerCode: '429' });
    expect(`${failure?.providerMessage} ${ucenter.tools.lines.join()}`).not.toMatch(/138 ?0000 ?1234/);
  });
});
