import { InputChecker } from '../../domain/input/input-check';
import { checkMobileNo, checkPositiveInt } from '../../domain/input/text-check';
import type { MethodInfo, MethodOf, ProviderInfo } from '../provider';
import type { OneNetDataSource } from './data-source';
import type { OneNetInputs } from './inputs';

const page = {
  name: 'ONENET_PAGE',
  summary: "OneNET: the person verifies on OneNET's page; the result is pushed.",
  mutation: 'startOneNetVerification',
  deferred: true,
  description: {
    en:
      "Needs the person's OneNET uid and phone number; yields the address of a OneNET page on which the person " +
      'verifies. The verdict, and a later second inspection, are pushed by OneNET.',
    'zh-CN':
      '需要本人的 OneNET uid 和手机号；返回 OneNET 认证页面的地址，由本人在页面上完成认证。认证结果及之后的二次稽查由 OneNET 推送。',
  },
  evidence: {
    needs: ['oneNetUserId', 'mobileNo'],
    input: ({ oneNetUserId, mobileNo }) => ({ userId: oneNetUserId, phone: mobileNo }),
  },
  address: 'callback',
} as const satisfies MethodInfo;

export const oneNetInfo: ProviderInfo = {
  name: 'ONENET',
  description: 'OneNET of China Mobile: verification by ID card and face on its own page.',
  methods: [page],
  references: { busiSeq: 'identifier', transactionId: 'identifier' },
};

/** ONENET_PAGE: the person verifies on OneNET's page, and the result is pushed. */
export function pageMethod(source: OneNetDataSource): MethodOf<OneNetInputs, 'ONENET_PAGE'> {
  return {
    ...page,
    check(input) {
      const checker = new InputChecker(input);
      const userId = checker.required('userId', checkPositiveInt('userId'));
      const phone = checker.required('phone', checkMobileNo);
      return checker.finish(() => ({
        subject: { mobileNo: phone },
        send({ callbackUrl }) {
          if (!callbackUrl) throw new Error('ONENET_PAGE was started without its callback address.');
          return source.start({ userId, phone, callbackUrl: callbackUrl.reveal() });
        },
      }));
    },
  };
}
