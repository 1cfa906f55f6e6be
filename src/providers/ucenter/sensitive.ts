import { type Known, maskAll, maskIdentityNo, maskMobileNo, maskName } from '../../domain/privacy/masking';

/** The fields of a request that identify a person, or prove the identity, and how each is masked (ucenter.md, 请求参数). */
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

/** A shorter one would blank half of the sentence, and identifies no one. */
const shortestSecret = 4;

/** Every value of a request's body that must not come back in words, a merge's request within the request included. */
export function sensitiveValuesOf(sent: string): readonly Known[] {
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
