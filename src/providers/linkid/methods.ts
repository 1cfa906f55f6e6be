import { checkAllowedUrl } from '../../domain/input/address-check';
import { checkCertNo } from '../../domain/input/certificate-number';
import { checkFaceImage } from '../../domain/input/image-check';
import { fault, InputChecker, type ValueCheck } from '../../domain/input/input-check';
import { checkCode, checkName, checkOneOf, checkText, checkVerbatim } from '../../domain/input/text-check';
import type { IdentityCertType, Subject } from '../../domain/verification/verification';
import type { MethodInfo, MethodOf, ProviderInfo } from '../provider';
import type { AppReal } from './app-real';
import type { LinkIdDataSource, LinkIdSettings } from './data-source';
import { checkExtra } from './extra';
import { certTypeCodes, type WireIdentity } from './identity';
import type { LinkIdIdentity, LinkIdInputs } from './inputs';
import { isPathSegment } from './path-segment';

const certTypes = Object.keys(certTypeCodes) as IdentityCertType[];

const page = {
  name: 'LINKID_PAGE',
  summary: "LinkID: face check on a third-party identity source's page.",
  mutation: 'startLinkIdVerification',
  deferred: true,
  description: {
    en:
      "Needs name and certificate; yields the address of an identity source's page on which the person's face is " +
      'checked. The verdict is fetched when the person returns.',
    'zh-CN': '需要姓名和证件；返回第三方身份源的人脸核身页面地址。本人返回后查询结果。',
  },
  evidence: {
    needs: ['name', 'certNo', 'redirectUri'],
    input: ({ name, certType, certNo, redirectUri }) => ({ name, certType, certNo, redirectUri }),
  },
  address: 'return',
} as const satisfies MethodInfo;

const photo = {
  name: 'LINKID_PHOTO',
  summary: 'LinkID validate: a photo checked against the identity source.',
  mutation: 'verifyLinkIdPhoto',
  deferred: false,
  description: {
    en: 'Needs name, certificate and a face photo; yields at once whether the identity source recognises the person.',
    'zh-CN': '需要姓名、证件和人脸照片；立即返回身份源是否识别为本人。',
  },
  evidence: {
    needs: ['name', 'certNo', 'photo'],
    input: ({ name, certType, certNo, photo }) => ({ name, certType, certNo, idPicture: photo }),
  },
} as const satisfies MethodInfo;

const app = {
  name: 'LINKID_APP',
  summary: 'LinkID application real-name start (appreal).',
  mutation: 'startLinkIdAppVerification',
  deferred: true,
  description: {
    en:
      "Needs an application of LinkID's and a person's account there; yields approval, or the address at which the " +
      'person has to verify first.',
    'zh-CN': '需要 LinkID 的应用和本人在其中的账号；返回通过，或本人须先完成认证的地址。',
  },
} as const satisfies MethodInfo;

export const linkIdInfo: ProviderInfo = {
  name: 'LINKID',
  description: 'LinkID: verification through a third-party identity source.',
  methods: [page, photo, app],
  references: { at: 'single-use', bsn: 'identifier' },
};

/** LINKID_PAGE (section 一): the person verifies on the identity source's page and comes back with `at`. */
export function pageMethod(
  source: LinkIdDataSource,
  settings: LinkIdSettings,
  now: () => Date,
): MethodOf<LinkIdInputs, 'LINKID_PAGE'> {
  return {
    ...page,
    check(input) {
      const checker = new InputChecker(input);
      const identity = readIdentity(checker, now());
      const returnTo = checker.required('redirectUri', checkAllowedUrl(settings.redirectAllowlist));
      const extra = checker.optional('extra', checkExtra);
      return checker.finish(() => {
        const { subject, wire } = identity();
        return {
          subject,
          returnTo,
          ...(extra && { memo: { extra } }),
          send({ callbackUrl }) {
            if (!callbackUrl) throw new Error('LINKID_PAGE was started without its return address.');
            return source.startPage({ ...wire, extra: extra ?? {}, returnUrl: callbackUrl.reveal() });
          },
        };
      });
    },
  };
}

/** LINKID_PHOTO (section 三): a photo is compared at once. */
export function photoMethod(
  source: LinkIdDataSource,
  settings: LinkIdSettings,
  now: () => Date,
): MethodOf<LinkIdInputs, 'LINKID_PHOTO'> {
  return {
    ...photo,
    check(input) {
      const checker = new InputChecker(input);
      const identity = readIdentity(checker, now());
      const idPicture = checker.required('idPicture', checkFaceImage(settings.faceImage));
      return checker.finish(() => {
        const { subject, wire } = identity();
        return { subject, send: () => source.checkPhoto({ ...wire, idPicture }) };
      });
    },
  };
}

/** LINKID_APP (section 五): LinkID knows the account, and sends the person to verify if that is still needed. */
export function appMethod(appReal: AppReal, settings: LinkIdSettings): MethodOf<LinkIdInputs, 'LINKID_APP'> {
  return {
    ...app,
    check(input) {
      const checker = new InputChecker(input);
      const appId = checker.required('appId', checkAppId);
      const service = checker.required('service', checkAllowedUrl(settings.redirectAllowlist));
      const userId = checker.required('userId', checkText('userId', { maxLength: 128 }));
      const platform = checker.required('platform', checkOneOf('platform', ['PC', 'PHONE']));
      return checker.finish(() => {
        const check = { appId, service, userId, platform };
        return {
          subject: {},
          memo: check,
          namedAccount: { field: 'userId', id: userId },
          send: () => appReal.start(check),
        };
      });
    },
  };
}

function readIdentity(
  checker: InputChecker<LinkIdIdentity>,
  today: Date,
): () => { readonly subject: Subject; readonly wire: WireIdentity } {
  const name = checker.required('name', checkName);
  const certType = checker.required('certType', checkOneOf('certType', certTypes));
  // If the kind of certificate is unknown, only the length of the number can be judged.
  const certNoCheck = certType ? checkCertNo(certType, today) : checkCode('certNo', { maxLength: 50 });
  const certNo = checker.required('certNo', certNoCheck);
  return () => ({
    subject: { realName: name, certType, identityNo: certNo },
    wire: { name, certType: certTypeCodes[certType], certNo },
  });
}

/** The number becomes a part of a path. */
function checkAppId(value: unknown): ValueCheck<string> {
  const checked = checkVerbatim('appId', { maxLength: 128 })(value);
  return !checked.ok || isPathSegment(checked.value) ? checked : fault('MALFORMED', 'APP_ID_FORM');
}
