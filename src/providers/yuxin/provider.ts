import { checkIdentityNo } from '../../domain/certificate-number';
import { InputChecker } from '../../domain/input-check';
import { checkMobileNo, checkName } from '../../domain/text-check';
import type { Method, MethodInfo, Provider, ProviderTools } from '../provider';
import { YuxinDataSource, type YuxinSettings } from './data-source';

export type { YuxinSettings } from './data-source';

const mobileOwner: MethodInfo = {
  name: 'MOBILE_OWNER',
  mutation: 'verifyMobileOwner',
  deferred: false,
  description:
    'Needs a name, an identity number and a phone number; yields at once whether the three belong together.',
};

export const yuxinMethodInfos: readonly MethodInfo[] = [mobileOwner];

/** Yuxin (驭信 手机实名认证验证服务): one question, answered at once; nothing is pushed and nothing asked again. */
export function createYuxinProvider(settings: YuxinSettings, tools: ProviderTools): Provider {
  const source = new YuxinDataSource(settings, tools);
  return {
    name: 'YUXIN',
    methods: [mobileOwnerMethod(source, tools.now)],
    isAvailable: () => source.isAvailable,
    probe: () => source.probe(),
  };
}

function mobileOwnerMethod(source: YuxinDataSource, now: () => Date): Method {
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
