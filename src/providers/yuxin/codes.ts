import type { Failure } from '../../domain/verification';

/** What an errorCode means where it alone decides. */
export type CodeMeaning = Pick<Failure, 'code' | 'message' | 'retryable'>;

/** Token, permission, balance or contract: also what an HTTP 401 or 403 without any code means. */
export const refusal: CodeMeaning = {
  code: 'PROVIDER_REFUSED',
  message: 'Yuxin does not serve us at the moment. This is not about the data that was entered.',
  retryable: false,
};

interface CodeGroup extends CodeMeaning {
  readonly codes: readonly number[];
}

/** yuxin.md 4.3.1 "errorCode请求返回码描述" and 5.2, but 200 and 201, for which the returnCode decides. */
const groups: readonly CodeGroup[] = [
  {
    codes: [301, 306, 310],
    code: 'INVALID_INPUT',
    message: 'Yuxin did not accept the name, the identity number or the phone number.',
    retryable: false,
  },
  {
    codes: [308],
    code: 'NOT_FOUND',
    message: 'Yuxin has no record of this person.',
    retryable: false,
  },
  {
    codes: [309],
    code: 'OTHER',
    message: 'Yuxin took this for a repeated request. Please try again later.',
    retryable: true,
  },
  {
    codes: [302, 303, 304, 305, 307, 311, 312, 313, 314, 315, 103, 104, 105],
    ...refusal,
  },
  {
    codes: [500, 501, 502, 503, 504],
    code: 'PROVIDER_UNAVAILABLE',
    message: 'Yuxin could not carry out the check. Please try again later.',
    retryable: true,
  },
];

const meanings: ReadonlyMap<string, CodeMeaning> = new Map(
  groups.flatMap(({ codes, ...meaning }) => codes.map((code) => [String(code), meaning] as const)),
);

/** Null for a code that no document names. */
export function findMeaning(errorCode: string): CodeMeaning | null {
  return meanings.get(errorCode) ?? null;
}
