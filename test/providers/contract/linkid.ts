import { Secret } from '../../../src/domain/privacy/secret';
import { registry } from '../../../src/providers/registry';
import { fixture, type Reaction } from '../../support/far-end';
import { inputs } from '../linkid/inputs';
import { facePhoto, inventedIdentityNo, verificationWith } from '../samples';
import { entryOf, type ProviderCase, type Recorded } from './cases';

const refused = { kind: 'failed', code: 'PROVIDER_REFUSED' } as const;
const mismatch = { kind: 'rejected', code: 'MISMATCH' } as const;
const ok = (data: unknown): Reaction => ({ json: { code: 200, message: 'OK', data } });
const redirect = (location: string): Reaction => ({ status: 302, location });
const intercepted = (query: Record<string, string>) =>
  redirect(`https://sso.example/public/client/realname/pc/intercept?${new URLSearchParams(query)}`);

/** No document names a code but 200: what is refused is not carried out, and nobody is judged by it. */
const refusals: readonly Recorded[] = [
  { name: 'another code', answer: { json: { code: 999, message: '未知状态' } }, expected: refused },
  { name: 'code 200 as part of another', answer: { json: { code: '2000' } }, expected: refused },
  { name: 'HTTP 400', answer: { status: 400, json: { code: 400, message: '参数错误' } }, expected: refused },
  { name: 'HTTP 404 without a body', answer: { status: 404 }, expected: refused },
];

const { location } = fixture('linkid/intercept-redirect') as { location: string };

const asked = verificationWith({
  provider: 'LINKID',
  method: 'LINKID_PAGE',
  status: 'PENDING',
  references: { at: 'ec2c944bb8624d6ab00bbec4fea7993b' },
  personal: {
    subject: Secret.of({ realName: '高远', certType: 'RESIDENT_ID_CARD', identityNo: inventedIdentityNo }),
  },
});
const sample = fixture('linkid/query-answer') as { data: { registerData: Record<string, unknown> } };
/** The sample about our person, whom it leaves blank. */
const result = (realNameResult: unknown, about: Record<string, unknown> = {}): Reaction =>
  ok({
    realNameResult,
    registerData: {
      ...sample.data.registerData,
      name: '高远',
      certType: '1',
      certNo: inventedIdentityNo,
      ...about,
    },
  });

export const linkId: ProviderCase = {
  entry: entryOf(registry, 'LINKID'),
  env: (baseUrl) => ({
    LINKID_BASE_URL: baseUrl,
    LINKID_SSO_URL: `${baseUrl}/sso`,
    APPREAL_BASE_URL: baseUrl,
    LINKID_CLIENT_ID: 'our-client',
    LINKID_CLIENT_SECRET: 's3cret-of-us',
  }),
  secrets: ['s3cret-of-us', 'token-of-the-application'],
  secretsInAddress: ['s3cret-of-us'],
  token: {
    path: '/sso/oauth2.0/accessToken',
    answer: { json: { access_token: 'token-of-the-application', token_type: 'bearer', expires_in: 7200 } },
  },
  methods: {
    LINKID_PAGE: {
      input: inputs.LINKID_PAGE,
      confidential: ['高远', inventedIdentityNo, 'app.example'],
      documented: [
        {
          name: 'a page',
          answer: { json: fixture('linkid/auth-answer') },
          expected: { kind: 'awaitingUser' },
        },
      ],
      undocumented: [
        ...refusals,
        { name: 'no page', answer: ok(null), expected: { kind: 'silent' } },
        {
          name: 'a page that no browser may open',
          answer: ok('javascript:alert(1)'),
          expected: { kind: 'silent' },
        },
      ],
      echo: {
        json: { code: 400, message: `${inventedIdentityNo} at tOkEn-of-the-door-0123456789` },
      },
    },
    LINKID_PHOTO: {
      input: inputs.LINKID_PHOTO,
      confidential: ['高远', 'K1234567', facePhoto],
      documented: [
        { name: 'true', answer: { json: fixture('linkid/validate-answer') }, expected: { kind: 'approved' } },
        { name: 'false', answer: ok({ realNameResult: false }), expected: mismatch },
      ],
      undocumented: [
        ...refusals,
        {
          name: 'another result',
          answer: ok({ realNameResult: 'maybe' }),
          expected: { kind: 'failed', code: 'UNDETERMINED', retryable: true },
          unnamed: 'maybe',
        },
        { name: 'no result', answer: ok({}), expected: { kind: 'silent' } },
        { name: 'no data', answer: ok(null), expected: { kind: 'silent' } },
      ],
      echo: { json: { code: 400, message: '高远 13800001234' } },
    },
    LINKID_APP: {
      input: inputs.LINKID_APP,
      confidential: ['gaoyuan01', 'app.example'],
      inAddress: ['gaoyuan01', 'app.example'],
      withToken: false,
      documented: [
        {
          name: 'passed before',
          answer: redirect(inputs.LINKID_APP.service),
          expected: { kind: 'approved' },
        },
        { name: "the document's redirect", answer: redirect(location), expected: { kind: 'awaitingUser' } },
        {
          name: 'an address to verify at',
          answer: intercepted({ realNameUrl: 'https://face.example/a', qrUrl: '', reason: '未实名' }),
          expected: { kind: 'awaitingUser' },
        },
        {
          name: 'nothing but a reason',
          answer: intercepted({ realNameUrl: '', qrUrl: '', reason: '证件类型不能为空' }),
          expected: { kind: 'failed', code: 'OTHER' },
        },
      ],
      undocumented: [
        { name: 'HTTP 404', answer: { status: 404 }, expected: refused },
        { name: 'HTTP 401', answer: { status: 401 }, expected: refused },
        { name: 'no redirect', answer: { json: { code: 200 } }, expected: { kind: 'silent' } },
        { name: 'a redirect to nowhere', answer: { status: 302 }, expected: { kind: 'silent' } },
        {
          name: 'a login page',
          answer: redirect('https://sso.example/login?service=https%3A%2F%2Fapp.example%2F'),
          expected: { kind: 'silent' },
          unnamed: 'https://sso.example/login',
        },
        {
          name: 'a page of a firewall',
          answer: redirect('https://waf.example/block?id=77'),
          expected: { kind: 'silent' },
          unnamed: 'https://waf.example/block',
        },
        { name: 'a redirect into an app', answer: redirect('weixin://passed'), expected: { kind: 'silent' } },
      ],
      echo: intercepted({ realNameUrl: '', qrUrl: '', reason: '13800001234 失败' }),
    },
  },
  query: {
    verification: asked,
    unaskable: { ...asked, references: {} },
    documented: [
      { name: 'true', answer: result(true), expected: { kind: 'approved' } },
      { name: 'false', answer: result(false), expected: mismatch },
    ],
    undocumented: [
      {
        name: 'a result of another person',
        answer: result(true, { name: '别人' }),
        expected: { kind: 'undecided' },
      },
      {
        name: 'a result without a person',
        answer: ok({ realNameResult: true }),
        expected: { kind: 'undecided' },
      },
      { name: 'another result', answer: result('maybe'), expected: { kind: 'undecided' }, unnamed: 'maybe' },
      {
        name: 'another code',
        answer: { json: { code: 999, message: '未知状态' } },
        expected: { kind: 'undecided' },
        unnamed: '999',
      },
      { name: 'HTTP 404', answer: { status: 404 }, expected: { kind: 'undecided' } },
    ],
  },
};
