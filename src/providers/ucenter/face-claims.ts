/** The methods that take the result of another platform's face check (ucenter.md, 请求参数). */
import { checkIdentityNo } from '../../domain/input/certificate-number';
import { checkFaceImage } from '../../domain/input/image-check';
import { fault, type ValueCheck } from '../../domain/input/input-check';
import { checkCode, checkName, checkTyped, checkVerbatim } from '../../domain/input/text-check';
import type { ClaimSpec } from './claim';
import type { UcenterInputs } from './inputs';

/** Signatures, tokens and credentials of other platforms: only their size can be judged here. */
const credential = (field: string) => checkVerbatim(field, { maxLength: 4096 });
const short = (field: string) => checkVerbatim(field, { maxLength: 128 });

const unionpayFaceClaim: ClaimSpec<'UNIONPAY_FACE'> = {
  name: 'UNIONPAY_FACE',
  summary: 'ucenter UNIONPAY-FACE',
  mutation: 'verifyByUnionPayFace',
  description: {
    en:
      "Needs UnionPay's signed transaction, name, certificate and a face photo; yields the comparison of the photo " +
      'with the certificate.',
    'zh-CN': '需要银联人脸认证的各项字段；立即返回是否为本人。',
  },
  read(checker, { faceImage }) {
    const requiredShort = (field: keyof UcenterInputs['UNIONPAY_FACE']) =>
      checker.required(field, short(field));
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
    // UnionPay's signature covers these three as they were typed; the fold only judges and names the person.
    const name = checker.required('name', checkTyped(checkName));
    const certCode = checker.required('certCode', checkTyped(checkCode('certCode', { maxLength: 50 })));
    const image = checker.required('faceImage', checkTyped(checkFaceImage(faceImage)));
    // UnionPay's list of certificate types is not in the document, so the form of the number is unknown as well.
    const certType = checker.required('certType', checkVerbatim('certType', { maxLength: 20 }));
    return () => ({
      subject: { realName: name.folded, identityNo: certCode.folded },
      pattern: 'UNIONPAY-FACE',
      data: {
        ...transaction,
        name: name.typed,
        certType,
        certCode: certCode.typed,
        faceImage: image.typed,
      },
    });
  },
};

const wechatFaceClaim: ClaimSpec<'WECHAT_FACE'> = {
  name: 'WECHAT_FACE',
  summary: 'ucenter WECHAT-FACE',
  mutation: 'verifyByWechatFace',
  description: {
    en: "Needs WeChat's verify_result of a face check with name and ID number; yields its result at ucenter.",
    'zh-CN': '需要微信人脸核身的凭据、姓名和身份证号；立即返回是否通过。',
  },
  evidence: {
    needs: ['name', 'certNo', 'wechatFace'],
    credential: 'wechatFace',
    residentCardOnly: true,
    input: ({ name, certNo, wechatFace }) => ({ ...wechatFace, realName: name, identityNo: certNo }),
  },
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
};

/** UNIONPAY-FACE and WECHAT-FACE. */
export const faceClaims: readonly ClaimSpec[] = [unionpayFaceClaim, wechatFaceClaim];

/**
 * A `long` written in digits, as the JSON number that goes out. Beyond 2^53 a number loses digits, and the signature
 * over it would no longer fit.
 */
function checkLong(label: string): (value: unknown) => ValueCheck<number> {
  return (value) => {
    if (typeof value !== 'string' || !/^\d{1,19}$/.test(value)) {
      return fault('MALFORMED', 'DIGITS_BETWEEN', { field: label, min: 1, max: 19 });
    }
    const number = Number(value);
    return Number.isSafeInteger(number)
      ? { ok: true, value: number }
      : fault('OUT_OF_RANGE', 'NUMBER_AT_MOST', { field: label, max: Number.MAX_SAFE_INTEGER });
  };
}
