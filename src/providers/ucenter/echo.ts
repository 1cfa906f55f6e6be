import { type Known, maskAll, maskIdentityNo, maskMobileNo, maskName } from '../../domain/masking';

/** The fields of a request that say who somebody is, or prove it, and how each is shown (ucenter.md, 请求参数). */
const masks: Readonly<Record<string, Known[1]>> = {
  name: maskName,
  realName: maskName,
  childName: maskName,
  identityNo: maskIdentityNo,
  certCode: maskIdentityNo,
  outid: maskIdentityNo,
  mobileNo: maskMobileNo,
  password: maskAll,
  code: maskAll,
  accessToken: maskAll,
  verifyResult: maskAll,
  token: maskAll,
  sign: maskAll,
  faceImage: maskAll,
};

/** A shorter one would blank half of the sentence, and tells nobody anything. */
const shortestSecret = 4;

/** Every value of a request's body that must not come back in words, a merge's request within the request included. */
export function echoesOf(sent: string): readonly Known[] {
  const found: Known[] = [];
  JSON.stringify(JSON.parse(sent), (field, value: unknown) => {
    const mask = masks[field];
    if (mask && typeof value === 'string' && (mask !== maskAll || value.length >= shortestSecret)) {
      found.push([value, mask]);
    }
    return value;
  });
  return found;
}
