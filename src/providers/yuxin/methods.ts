import { checkIdentityNo } from '../../domain/input/certificate-number';
import { InputChecker } from '../../domain/input/input-check';
import { checkMobileNo, checkName } from '../../domain/input/text-check';
import type { MethodInfo, MethodOf, ProviderInfo } from '../provider';
import type { YuxinDataSource } from './data-source';
import type { YuxinInputs } from './inputs';

const mobileOwner = {
  name: 'MOBILE_OWNER',
  summary: 'Yuxin verifyMobile: name, ID number and phone belong together.',
  mutation: 'verifyMobileOwner',
  deferred: false,
  description: {
    en: 'Needs a name, an identity number and a phone number; yields at once whether the three belong together.',
    'zh-CN': '需要姓名、身份证号和手机号；立即返回三者是否一致。',
  },
  evidence: {
    needs: ['name', 'certNo', 'mobileNo'],
    residentCardOnly: true,
    input: ({ name, certNo, mobileNo }) => ({ userName: name, idCard: certNo, mobileNo }),
  },
} as const satisfies MethodInfo;

export const yuxinInfo: ProviderInfo = {
  name: 'YUXIN',
  description: 'Yuxin (驭信): whether name, ID number and mobile number belong together.',
  methods: [mobileOwner],
  references: {},
};

/** MOBILE_OWNER (yuxin.md 4): whether name, identity number and phone belong together. */
export function mobileOwnerMethod(
  source: YuxinDataSource,
  now: () => Date,
): MethodOf<YuxinInputs, 'MOBILE_OWNER'> {
  return {
    ...mobileOwner,
    check(input) {
      const checker = new InputChecker(input);
      const idCard = checker.required('idCard', (value) => checkIdentityNo(value, now()));
      const userName = checker.required('userName', checkName);
      const mobileNo = checker.required('mobileNo', checkMobileNo);
      return checker.finish(() => ({
        subject: { realName: userName, certType: 'RESIDENT_ID_CARD', identityNo: idCard, mobileNo },
        send: () => source.verifyMobile({ idCard, userName, mobileNo }),
      }));
    },
  };
}
