/** The methods that take the result of somebody else's face check (ucenter.md, 请求参数). */
import { checkIdentityNo } from '../../domain/certificate-number';
import { checkFaceImage } from '../../domain/image-check';
import type { ValueCheck } from '../../domain/input-check';
import { checkName, checkText } from '../../domain/text-check';
import type { ClaimSpec } from './claim';

/** Signatures, tokens and credentials of other platforms: their form is not ours to judge, their size is. */
const credential = (field: string) => checkText(field, { maxLength: 4096 });
const short = (field: string) => checkText(field, { maxLength: 128 });

/** UNIONPAY-FACE and WECHAT-FACE. */
export const faceClaims: readonly ClaimSpec[] = [
  {
    name: 'UNIONPAY_FACE',
    mutation: 'verifyByUnionPayFace',
    description:
      "Needs UnionPay's signed transaction, name, certificate and a face photo; yields the comparison of the photo " +
      'with the certificate.',
    read(checker, { faceImage }) {
      const requiredShort = (field: string) => checker.required(field, short(field));
      const transaction = {
        token: checker.required('token', credential('token')),
        sign: checker.required('sign', credential('sign')),
        ts: checker.required('ts', checkLong('ts')),
        action: requiredShort('action'),
        txnTime: requiredShort('txnTime'),
        txnSrc: requiredShort('txnSrc'),
        orgCode: requiredShort('orgCode'),
        orgSeq: requiredShort('orgSeq'),
        comUserId: requiredShort('comUserId'),
        authCode: requiredShort('authCode'),
        sceneCode: requiredShort('sceneCode'),
        // The document's spelling.
        protocoVerison: requiredShort('protocolVersion'),
        authSeq: requiredShort('authSeq'),
      };
      const name = checker.required('name', checkName);
      // UnionPay's own list of certificate types is not in the document, so neither is the number's form known.
      const certType = checker.required('certType', checkText('certType', { maxLength: 20 }));
      const certCode = checker.required('certCode', checkText('certCode', { maxLength: 50 }));
      const image = checker.required('faceImage', checkFaceImage(faceImage));
      return () => ({
        subject: { realName: name, identityNo: certCode },
        pattern: 'UNIONPAY-FACE',
        data: { ...transaction, name, certType, certCode, faceImage: image },
      });
    },
  },
  {
    name: 'WECHAT_FACE',
    mutation: 'verifyByWechatFace',
    description:
      "Needs WeChat's verify_result of a face check with name and ID number; yields its result at ucenter.",
    read(checker, { today }) {
      const accessToken = checker.required('accessToken', credential('accessToken'));
      const verifyResult = checker.required('verifyResult', credential('verifyResult'));
      const realName = checker.required('realName', checkName);
      const identityNo = checker.required('identityNo', (value) => checkIdentityNo(value, today));
      const deviceId = checker.required('deviceId', short('deviceId'));
      return () => ({
        subject: { realName, certType: 'RESIDENT_ID_CARD', identityNo },
        pattern: 'WECHAT-FACE',
        data: { accessToken, verifyResult, realName, identityNo, deviceId },
      });
    },
  },
];

/**
 * A `long` written in digits, as the JSON number that goes out. Beyond 2^53 a number loses digits, and the signature
 * over it would no longer fit.
 */
function checkLong(label: string): (value: unknown) => ValueCheck<number> {
  return (value) => {
    if (typeof value !== 'string' || !/^\d{1,19}$/.test(value)) {
      return { ok: false, code: 'MALFORMED', message: `${label} must be 1 to 19 digits.` };
    }
    const number = Number(value);
    return Number.isSafeInteger(number)
      ? { ok: true, value: number }
      : {
          ok: false,
          code: 'OUT_OF_RANGE',
          message: `${label} must be at most ${Number.MAX_SAFE_INTEGER}.`,
        };
  };
}
