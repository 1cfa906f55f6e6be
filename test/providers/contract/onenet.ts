import { registry } from '../../../src/providers/registry';
import { fixture } from '../../support/far-end';
import { entryOf, type ProviderCase } from './cases';

const accessKey = Buffer.from('an invented key for these tests!').toString('base64');
const answer = fixture('onenet/auth-url-answer') as { data: Record<string, unknown> };
const push = fixture('onenet/result-push') as { auditResult: Record<string, unknown> };
const pushed = (auditResult: Record<string, unknown>) => ({
  ...push,
  auditResult: { ...push.auditResult, ...auditResult },
});
const refused = { kind: 'failed', code: 'PROVIDER_REFUSED' } as const;

export const oneNet: ProviderCase = {
  entry: entryOf(registry, 'ONENET'),
  env: (baseUrl) => ({ ONENET_BASE_URL: baseUrl, ONENET_ACCESS_KEY: accessKey }),
  secrets: [accessKey],
  methods: {
    ONENET_PAGE: {
      input: { userId: 38453, phone: '15522223333' },
      confidential: ['15522223333'],
      documented: [
        { name: 'errno 0', answer: { json: answer }, expected: { kind: 'awaitingUser' } },
        {
          name: 'errno 0 as text',
          answer: { json: { ...answer, errno: '0' } },
          expected: { kind: 'awaitingUser' },
        },
        { name: 'another errno', answer: { json: { errno: 10001, error: 'invalid' } }, expected: refused },
        {
          name: 'another errno beside HTTP 403',
          answer: { status: 403, json: { errno: 10403, error: 'auth failed' } },
          expected: refused,
        },
      ],
      undocumented: [
        { name: 'a negative errno', answer: { json: { errno: -1 } }, expected: refused },
        {
          name: 'an errno that is no number',
          answer: { json: { errno: 'succ' } },
          expected: { kind: 'silent' },
        },
        { name: 'success without a page', answer: { json: { errno: 0 } }, expected: { kind: 'silent' } },
        {
          name: 'success with a page that no browser may open',
          answer: { json: { errno: 0, data: { ...answer.data, auth_url: 'javascript:alert(1)' } } },
          expected: { kind: 'silent' },
        },
        { name: 'a redirect', answer: { status: 302, location: '/elsewhere' }, expected: { kind: 'silent' } },
      ],
      echo: { json: { errno: 10002, error: '15522223333 at tOkEn-of-the-door-0123456789' } },
    },
  },
  push: {
    documented: [
      { name: '0 认证通过', body: pushed({ auditStatus: '0' }), expected: { kind: 'approved' } },
      {
        name: '0 as a number',
        body: pushed({ auditStatus: 0, responseTime: 1 }),
        expected: { kind: 'approved' },
      },
      { name: '1 认证待审核', body: pushed({ auditStatus: '1' }), expected: { kind: 'inReview' } },
      {
        name: '2 认证不通过',
        body: pushed({ auditStatus: '2' }),
        expected: { kind: 'rejected', code: 'REVIEW_REJECTED' },
      },
      {
        name: '3 二次稽查通过',
        body: pushed({ auditStatus: '3' }),
        expected: { kind: 'approved', secondInspection: 'PASSED' },
      },
      {
        name: '4 二次稽查不通过',
        body: pushed({ auditStatus: '4' }),
        expected: { kind: 'rejected', code: 'REVIEW_REJECTED', secondInspection: 'FAILED' },
      },
    ],
    undocumented: [
      { name: '5', body: pushed({ auditStatus: '5' }), unnamed: '5' },
      { name: '-1', body: pushed({ auditStatus: -1 }), unnamed: '-1' },
      { name: '00', body: pushed({ auditStatus: '00' }), unnamed: '00' },
      { name: 'text', body: pushed({ auditStatus: 'passed' }), unnamed: 'passed' },
      { name: 'true', body: pushed({ auditStatus: true }), unnamed: '(boolean)' },
    ],
    malformed: [
      undefined,
      null,
      'succ',
      [],
      {},
      { auditResult: null },
      pushed({ auditStatus: null }),
      pushed({ busiSeq: null }),
      pushed({ phone: null }),
    ],
    acknowledged: { errno: 0, error: 'succ' },
  },
};
