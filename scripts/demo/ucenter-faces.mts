import { inventId, inventOutid, inventPerson, inventPhoto } from './person.mts';
import type { Chapter } from './tour.mts';
import { sent } from './ucenter.mts';

/** ucenter: the results of other platforms' face checks. */
export const ucenterFaceChapter: Chapter = {
  title: 'ucenter: by the face checks of UnionPay and WeChat',
  async play(tour) {
    await tour.scene({
      ...sent(tour, 'UNIONPAY_FACE', 'verifyByUnionPayFace', unionPayInput()),
      done: 'a signed transaction and a face',
      path: ['PENDING', 'APPROVED'],
    });
    const { name, identityNo } = inventPerson();
    await tour.scene({
      ...sent(tour, 'WECHAT_FACE', 'verifyByWechatFace', {
        accessToken: inventId('access-'),
        verifyResult: inventId('result-'),
        realName: name,
        identityNo,
        deviceId: inventOutid(),
      }),
      done: "WeChat's verify_result",
      path: ['PENDING', 'APPROVED'],
    });
  },
};

function unionPayInput(): Readonly<Record<string, unknown>> {
  const now = new Date();
  const { name, identityNo } = inventPerson();
  return {
    token: inventId('token-'),
    sign: inventId('sign-'),
    ts: String(now.getTime()),
    action: 'faceAuth',
    txnTime: now.toISOString().replace(/\D/g, '').slice(0, 14),
    txnSrc: 'APP',
    orgCode: 'ORG001',
    orgSeq: inventOutid(),
    comUserId: 'COM001',
    authCode: 'A01',
    sceneCode: 'S01',
    protocolVersion: '1.0',
    authSeq: inventOutid(),
    name,
    certType: '01',
    certCode: identityNo,
    faceImage: inventPhoto(),
  };
}
