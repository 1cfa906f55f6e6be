import { InputChecker } from '../../domain/input-check';
import { checkMobileNo, checkPositiveInt } from '../../domain/text-check';
import type { Method, MethodInfo, Provider, ProviderTools } from '../provider';
import { OneNetDataSource, type OneNetSettings } from './data-source';
import { oneNetPush } from './push';

export type { OneNetSettings } from './data-source';

const oneNetPage: MethodInfo = {
  name: 'ONENET_PAGE',
  mutation: 'startOneNetVerification',
  deferred: true,
  description:
    "Needs the person's OneNET uid and phone number; yields the address of a OneNET page on which the person " +
    'verifies. The verdict, and a later second inspection, are pushed by OneNET.',
  door: 'callback',
};

export const oneNetMethodInfos: readonly MethodInfo[] = [oneNetPage];

/** OneNET (中国移动 实名认证): the person verifies on OneNET's page, and the result is pushed to us. */
export function createOneNetProvider(settings: OneNetSettings, tools: ProviderTools): Provider {
  const source = new OneNetDataSource(settings, tools);
  return {
    name: 'ONENET',
    methods: [pageMethod(source)],
    isAvailable: () => source.isAvailable,
    probe: () => source.probe(),
    push: oneNetPush,
  };
}

function pageMethod(source: OneNetDataSource): Method {
  return {
    ...oneNetPage,
    check(input) {
      const checker = new InputChecker(input);
      const userId = checker.required('userId', checkPositiveInt('userId'));
      const phone = checker.required('phone', checkMobileNo);
      return checker.finish(() => ({
        subject: { mobileNo: phone },
        send({ doorUrl }) {
          if (!doorUrl)
            throw new Error('ONENET_PAGE has a callback door, but was started without its address.');
          return source.start({ userId, phone, callbackUrl: doorUrl.reveal() });
        },
      }));
    },
  };
}
