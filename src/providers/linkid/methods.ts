import { checkAllowedUrl } from '../../domain/address-check';
import { checkCertNo } from '../../domain/certificate-number';
import { checkFaceImage } from '../../domain/image-check';
import { InputChecker, type ValueCheck } from '../../domain/input-check';
import { checkName, checkOneOf, checkText } from '../../domain/text-check';
import type { IdentityCertType, Subject } from '../../domain/verification';
import type { Method, MethodInfo } from '../provider';
import type { AppReal } from './app-real';
import type { LinkIdDataSource, LinkIdSettings } from './data-source';
import { checkExtra } from './extra';
import { certTypeCodes, type WireIdentity } from './identity';
import { isPathSegment } from './path-segment';

const certTypes = Object.keys(certTypeCodes) as IdentityCertType[];

const page: MethodInfo = {
  name: 'LINKID_PAGE',
  mutation: 'startLinkIdVerification',
  deferred: true,
  description:
    "Needs name and certificate; yields the address of an identity source's page on which the person's face is " +
    'checked. The verdict is fetched when the person returns.',
  door: 'return',
};

const photo: MethodInfo = {
  name: 'LINKID_PHOTO',
  mutation: 'verifyLinkIdPhoto',
  deferred: false,
  description:
    'Needs name, certificate and a face photo; yields at once whether the identity source recognises the person.',
};

const app: MethodInfo = {
  name: 'LINKID_APP',
  mutation: 'startLinkIdAppVerification',
  deferred: true,
  description:
    "Needs an application of LinkID's and a person's account there; yields approval, or the address at which the " +
    'person has to verify first.',
};

export const linkIdMethodInfos: readonly MethodInfo[] = [page, photo, app];

/** LINKID_PAGE (section 一): the person verifies on the identity source's page and comes back with `at`. */
export function pageMethod(source: LinkIdDataSource, settings: LinkIdSettings, now: () => Date): Method {
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
          send({ doorUrl }) {
            if (!doorUrl)
              throw new Error('LINKID_PAGE has a return door, but was started without its address.');
            return source.startPage({ ...wire, extra: extra ?? {}, returnUrl: doorUrl.reveal() });
          },
        };
      });
    },
  };
}

/** LINKID_PHOTO (section 三): a photo is compared at once. */
export function photoMethod(source: LinkIdDataSource, settings: LinkIdSettings, now: () => Date): Method {
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

/** LINKID_APP (section 五): LinkID knows the account, and sends the person to verify where that is still needed. */
export function appMethod(appReal: AppReal, settings: LinkIdSettings): Method {
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
        return { subject: {}, memo: check, send: () => appReal.start(check) };
      });
    },
  };
}

function readIdentity(
  checker: InputChecker,
  today: Date,
): () => { readonly subject: Subject; readonly wire: WireIdentity } {
  const name = checker.required('name', checkName);
  const certType = checker.required('certType', checkOneOf('certType', certTypes));
  // Of an unknown kind of certificate only the size of the number can be judged.
  const certNoCheck = certType ? checkCertNo(certType, today) : checkText('certNo', { maxLength: 50 });
  const certNo = checker.required('certNo', certNoCheck);
  return () => ({
    subject: { realName: name, certType, identityNo: certNo },
    wire: { name, certType: certTypeCodes[certType], certNo },
  });
}

/** The number becomes a part of a path. */
function checkAppId(value: unknown): ValueCheck<string> {
  const checked = checkText('appId', { maxLength: 128 })(value);
  return !checked.ok || isPathSegment(checked.value)
    ? checked
    : { ok: false, code: 'MALFORMED', message: 'appId must be letters, digits and signs without spaces.' };
}
