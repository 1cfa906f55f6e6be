import { Secret } from '../../../src/domain/privacy/secret';
import { linkIdInfo } from '../../../src/providers/linkid/methods';
import { createLinkIdProvider } from '../../../src/providers/linkid/provider';
import { recordTools } from '../../support/far-end';
import { attemptOf, faultsOf, inventedIdentityNo } from '../samples';
import { inputs } from './inputs';

const settings = {
  baseUrl: 'http://127.0.0.1:9',
  ssoUrl: 'http://127.0.0.1:9',
  apprealBaseUrl: 'http://127.0.0.1:9',
  clientId: 'client',
  clientSecret: Secret.of('secret'),
  redirectAllowlist: ['https://app.example'],
  faceImage: { minBytes: 100, maxBytes: 2000 },
};
const provider = createLinkIdProvider(settings, recordTools());

const faults = (method: keyof typeof inputs, changes: Readonly<Record<string, unknown>>) =>
  faultsOf(provider, method, { ...inputs[method], ...changes });

/** An object of JSON with exactly so many bytes. */
const extraOf = (bytes: number) => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) });

describe('the methods of LinkID', () => {
  it('are three, of which two wait for the person', () => {
    expect(
      provider.methods.map(({ name, mutation, deferred, address }) => [name, mutation, deferred, address]),
    ).toEqual([
      ['LINKID_PAGE', 'startLinkIdVerification', true, 'return'],
      ['LINKID_PHOTO', 'verifyLinkIdPhoto', false, undefined],
      ['LINKID_APP', 'startLinkIdAppVerification', true, undefined],
    ]);
    expect(linkIdInfo.methods.map(({ name }) => name)).toEqual(provider.methods.map(({ name }) => name));
  });

  it('are two without the server for applications', () => {
    const without = createLinkIdProvider({ ...settings, apprealBaseUrl: null }, recordTools());
    expect(without.methods.map(({ name }) => name)).toEqual(['LINKID_PAGE', 'LINKID_PHOTO']);
    expect(without.applicationResult).toBeUndefined();
  });

  it("return the person's claims and the final redirect address", () => {
    expect(attemptOf(provider, 'LINKID_PAGE', inputs.LINKID_PAGE)).toMatchObject({
      subject: { realName: '高远', certType: 'RESIDENT_ID_CARD', identityNo: inventedIdentityNo },
      returnTo: 'https://app.example/done?step=2',
    });
    expect(attemptOf(provider, 'LINKID_PHOTO', inputs.LINKID_PHOTO).subject).toEqual({
      realName: '高远',
      certType: 'PASSPORT',
      identityNo: 'K1234567',
    });
  });

  it('keep the references for later, and none if there are none', () => {
    const extra = { param1: '参数1', nested: { list: [1, null, true] } };
    expect(attemptOf(provider, 'LINKID_PAGE', { ...inputs.LINKID_PAGE, extra }).memo).toEqual({ extra });
    expect(attemptOf(provider, 'LINKID_PAGE', inputs.LINKID_PAGE).memo).toBeUndefined();
    expect(attemptOf(provider, 'LINKID_APP', inputs.LINKID_APP)).toMatchObject({
      subject: {},
      memo: inputs.LINKID_APP,
    });
  });

  it.each([
    { changes: { certType: 'ID' }, expected: ['certType NOT_ALLOWED'] },
    {
      changes: { certType: null, certNo: 'x'.repeat(51) },
      expected: ['certType REQUIRED', 'certNo TOO_LONG'],
    },
    { changes: { certType: 'TAIWAN_TRAVEL_PERMIT', certNo: 'A' }, expected: ['certNo MALFORMED'] },
    { changes: { name: '', certNo: '' }, expected: ['name REQUIRED', 'certNo REQUIRED'] },
    { changes: { redirectUri: 'https://evil.example/done' }, expected: ['redirectUri NOT_ALLOWED'] },
    { changes: { redirectUri: 'done' }, expected: ['redirectUri MALFORMED'] },
    { changes: { extra: { name: '别人' } }, expected: ['extra NOT_ALLOWED'] },
    { changes: { extra: { certType: null } }, expected: ['extra NOT_ALLOWED'] },
    { changes: { extra: { certNo: '' } }, expected: ['extra NOT_ALLOWED'] },
    { changes: { extra: [] }, expected: ['extra MALFORMED'] },
    { changes: { extra: 'name' }, expected: ['extra MALFORMED'] },
    { changes: { extra: { big: 1n } }, expected: ['extra MALFORMED'] },
    { changes: { extra: extraOf(4096) }, expected: [] },
    { changes: { extra: extraOf(4097) }, expected: ['extra TOO_LONG'] },
    { changes: { extra: { a: '参'.repeat(1363) } }, expected: ['extra TOO_LONG'] },
    { changes: { extra: null }, expected: [] },
  ])('LINKID_PAGE reports $expected', ({ changes, expected }) => {
    expect(faults('LINKID_PAGE', changes)).toEqual(expected);
  });

  it.each([
    { changes: { idPicture: 'AAAA' }, expected: ['idPicture OUT_OF_RANGE'] },
    { changes: { idPicture: undefined, certNo: '1' }, expected: ['certNo MALFORMED', 'idPicture REQUIRED'] },
  ])('LINKID_PHOTO reports $expected', ({ changes, expected }) => {
    expect(faults('LINKID_PHOTO', changes)).toEqual(expected);
  });

  it.each([
    { changes: { appId: '..' }, expected: ['appId MALFORMED'] },
    { changes: { appId: 'a b' }, expected: ['appId MALFORMED'] },
    { changes: { appId: '' }, expected: ['appId REQUIRED'] },
    { changes: { service: 'https://evil.example/' }, expected: ['service NOT_ALLOWED'] },
    { changes: { userId: ' ' }, expected: ['userId REQUIRED'] },
    { changes: { userId: 'x'.repeat(129) }, expected: ['userId TOO_LONG'] },
    { changes: { platform: 'TV' }, expected: ['platform NOT_ALLOWED'] },
  ])('LINKID_APP reports $expected', ({ changes, expected }) => {
    expect(faults('LINKID_APP', changes)).toEqual(expected);
  });
});
