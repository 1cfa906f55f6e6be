import { maskIdentityNo, maskMobileNo, maskName } from '../../domain/masking';
import type { Outcome } from '../../domain/outcome';

const hidden = () => '***';

/** The fields of a request that say who somebody is, or prove it, and how each is shown (ucenter.md, 请求参数). */
const masks: Readonly<Record<string, (value: string) => string>> = {
  name: maskName,
  realName: maskName,
  childName: maskName,
  identityNo: maskIdentityNo,
  certCode: maskIdentityNo,
  mobileNo: maskMobileNo,
  password: hidden,
  code: hidden,
  accessToken: hidden,
  verifyResult: hidden,
  token: hidden,
  sign: hidden,
  faceImage: hidden,
};

/** A shorter one would blank half of the sentence, and tells nobody anything. */
const shortestSecret = 4;

/**
 * ucenter's words may repeat what they are about: 姓名张三与身份证号不符. Numbers are masked wherever they stand; a
 * name or a password is known only from the request, so that what was sent is masked in what came back.
 */
export function withoutEcho(outcome: Outcome, sent: string): Outcome {
  if (!('failure' in outcome) || outcome.failure.providerMessage === null) return outcome;
  const words = echoesIn(JSON.parse(sent)).reduce(
    (text, [value, mask]) => text.replaceAll(value, () => mask(value)),
    outcome.failure.providerMessage,
  );
  return { ...outcome, failure: { ...outcome.failure, providerMessage: words } };
}

/** Every value to be masked, a merge's request within the request included; the longest first. */
function echoesIn(request: unknown): [string, (value: string) => string][] {
  const found: [string, (value: string) => string][] = [];
  JSON.stringify(request, (field, value: unknown) => {
    const mask = masks[field];
    if (mask && typeof value === 'string' && (mask !== hidden || value.length >= shortestSecret)) {
      found.push([value, mask]);
    }
    return value;
  });
  return found.sort(([a], [b]) => b.length - a.length);
}
