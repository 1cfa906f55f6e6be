import { message } from '../../domain/messages/message';
import type { Failure } from '../../domain/verification/verification';

/** The outcome of an errorCode that decides alone. */
export type CodeMeaning = Pick<Failure, 'code' | 'message' | 'retryable'>;

/** Token, permission, balance or contract: also what an HTTP 401 or 403 without any code means. */
export const refusal: CodeMeaning = {
  code: 'PROVIDER_REFUSED',
  message: message('PROVIDER_REFUSES_US'),
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
    message: message('INPUT_REFUSED'),
    retryable: false,
  },
  {
    codes: [308],
    code: 'NOT_FOUND',
    message: message('NO_RECORD'),
    retryable: false,
  },
  {
    codes: [309],
    code: 'OTHER',
    message: message('TAKEN_FOR_REPEAT'),
    retryable: true,
  },
  {
    codes: [302, 303, 304, 305, 307, 311, 312, 313, 314, 315, 103, 104, 105],
    ...refusal,
  },
  {
    codes: [500, 501, 502, 503, 504],
    code: 'PROVIDER_UNAVAILABLE',
    message: message('REQUEST_FAILED'),
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
