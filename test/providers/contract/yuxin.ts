import { registry } from '../../../src/providers/registry';
import { fixture } from '../../support/far-end';
import { inventedIdentityNo } from '../samples';
import { type Expected, entryOf, type ProviderCase, type Recorded } from './cases';

const consistent = fixture('yuxin/consistent') as Record<string, unknown>;
const answered = (changes: Record<string, unknown>) => ({ json: { ...consistent, ...changes } });
/** Where the errorCode decides alone, returnCode is as the document's samples have it. */
const ended = (errorCode: string | number) => answered({ errorCode, returnCode: '0', returnDesc: null });
const recorded = (name: string, expected: Expected): Recorded => ({
  name: `the sample ${name}`,
  answer: { json: fixture(`yuxin/${name}`) },
  expected,
});
const each = (codes: readonly (string | number)[], expected: Expected): Recorded[] =>
  codes.map((code) => ({ name: `errorCode ${JSON.stringify(code)}`, answer: ended(code), expected }));

const refused = { kind: 'failed', code: 'PROVIDER_REFUSED' } as const;

export const yuxin: ProviderCase = {
  entry: entryOf(registry, 'YUXIN'),
  env: (baseUrl) => ({
    YUXIN_BASE_URL: baseUrl,
    YUXIN_TOKEN: 'invented-token/+=',
    YUXIN_KEY: 'invented 16 byte',
  }),
  secrets: ['invented-token/+=', 'invented 16 byte'],
  methods: {
    MOBILE_OWNER: {
      input: { idCard: inventedIdentityNo, userName: '高远', mobileNo: '13800001234' },
      confidential: [inventedIdentityNo, '高远', '13800001234'],
      documented: [
        recorded('consistent', { kind: 'approved' }),
        recorded('inconsistent', { kind: 'rejected', code: 'MISMATCH' }),
        recorded('parameter-wrong', { kind: 'failed', code: 'INVALID_INPUT' }),
        ...[
          'account-unknown',
          'account-offline',
          'balance-short',
          'no-service-configured',
          'service-not-granted',
          'token-invalid',
        ].map((name) => recorded(name, refused)),
        {
          name: 'returnCode 10002',
          answer: answered({ returnCode: '10002' }),
          expected: { kind: 'failed', code: 'UNDETERMINED' },
        },
        {
          name: 'numbers',
          answer: answered({ errorCode: 200, returnCode: 10000 }),
          expected: { kind: 'approved' },
        },
        {
          name: '201 with a verdict',
          answer: answered({ errorCode: '201', returnCode: '10001' }),
          expected: { kind: 'rejected', code: 'MISMATCH' },
        },
        { name: '201 without one', answer: ended('201'), expected: { kind: 'failed', code: 'OTHER' } },
        ...each([301, '306', 310], { kind: 'failed', code: 'INVALID_INPUT' }),
        ...each(['308'], { kind: 'failed', code: 'NOT_FOUND' }),
        ...each(['309'], { kind: 'failed', code: 'OTHER', retryable: true }),
        ...each([302, 303, 304, 305, 307, 311, 312, 313, 314, 315, 103, 104, 105].map(String), refused),
        ...each(['500', 501, 502, 503, '504'], {
          kind: 'failed',
          code: 'PROVIDER_UNAVAILABLE',
          retryable: true,
        }),
      ],
      undocumented: [
        ...['999', '0', '2000', 'OK'].map((code) => ({
          name: `errorCode ${code}`,
          answer: answered({ errorCode: code }),
          expected: { kind: 'failed', code: 'UNDETERMINED', retryable: true } as const,
          unnamed: `"${code}"`,
        })),
        ...['10003', '0', 'true'].map((code) => ({
          name: `errorCode 200 with returnCode ${code}`,
          answer: answered({ returnCode: code }),
          expected: { kind: 'failed', code: 'UNDETERMINED', retryable: true } as const,
          unnamed: `"${code}"`,
        })),
      ],
      echo: answered({
        errorCode: '306',
        errorDetail: `高远 ${inventedIdentityNo} 13800001234 invented-token/+=`,
        returnCode: '0',
      }),
    },
  },
};
