/** Pure mapping of api/personalInfo/verifyMobile (yuxin.md): what we send, and what its answer means. */

import { z } from 'zod';
import { message } from '../../domain/messages/message';
import { maskAll, maskKnown } from '../../domain/privacy/masking';
import type { Outcome } from '../../domain/verification/outcome';
import { plain, type Reading } from '../../domain/verification/reading';
import type { ProviderResponse } from '../provider-response';
import { anything, codeLength, readText, shown } from '../values';
import { type CodeMeaning, findMeaning, refusal } from './codes';

export interface MobileOwner {
  readonly idCard: string;
  readonly userName: string;
  readonly mobileNo: string;
}

/** The JSON that is encrypted into `logon` (yuxin.md 4.2.2). */
export function logonBody(owner: MobileOwner): string {
  return JSON.stringify({ idCard: owner.idCard, userName: owner.userName, loginphone: owner.mobileNo });
}

/** The document says Number and sends strings: both are accepted. Any other value counts as missing. */
const text = anything.transform(readText);
const verifyAnswer = z.object({ errorCode: text, errorDetail: text, returnCode: text, returnDesc: text });

type Codes = z.infer<typeof verifyAnswer>;

/** `hidden` are values of ours of which nothing may stand in the log: the token, the person's name. */
export function readVerifyAnswer(answer: ProviderResponse, hidden: readonly string[]): Reading {
  if (answer.kind === 'silent') return plain({ kind: 'silent' });
  const parsed = verifyAnswer.safeParse(answer.body);
  if (!parsed.success || parsed.data.errorCode === null) {
    // A request that was refused with 401 or 403 was not checked: that is certain even without a body.
    const isRefusal = answer.status === 401 || answer.status === 403;
    return plain(isRefusal ? failed(refusal, `HTTP ${answer.status}`, null) : { kind: 'silent' });
  }
  const codes = parsed.data;
  const errorCode = parsed.data.errorCode;
  if (errorCode === '200' || errorCode === '201') {
    const verdict = verdictOf(codes, shown(codes.returnDesc ?? codes.errorDetail));
    if (verdict !== null) return plain(verdict);
    return errorCode === '200'
      ? unnamed('returnCode', codes.returnCode ?? '', hidden)
      : plain(failed(partial, errorCode, shown(codes.errorDetail ?? codes.returnDesc)));
  }
  const meaning = findMeaning(errorCode);
  return meaning === null
    ? unnamed('errorCode', errorCode, hidden)
    : plain(failed(meaning, errorCode, shown(codes.errorDetail ?? codes.returnDesc)));
}

const partial: CodeMeaning = {
  code: 'OTHER',
  message: message('ANSWERED_IN_PART'),
  retryable: false,
};

/** The verdict of a returnCode (yuxin.md "returnCode业务返回码描述"); null for any other value. */
function verdictOf({ returnCode }: Codes, words: string | null): Outcome | null {
  switch (returnCode) {
    case '10000':
      return { kind: 'approved', message: message('DATA_AGREES') };
    case '10001':
      return {
        kind: 'rejected',
        message: message('PHONE_OWNER_MISMATCH'),
        failure: {
          code: 'MISMATCH',
          message: message('PHONE_OWNER_MISMATCH'),
          providerCode: returnCode,
          providerMessage: words,
          retryable: false,
        },
      };
    case '10002':
      return failed(
        {
          code: 'UNDETERMINED',
          message: message('CANNOT_TELL'),
          retryable: false,
        },
        returnCode,
        words,
      );
    default:
      return null;
  }
}

function failed(meaning: CodeMeaning, providerCode: string, providerMessage: string | null): Outcome {
  return { kind: 'failed', failure: { ...meaning, providerCode, providerMessage } };
}

/** Yuxin can neither be asked again nor push a result, so such an answer ends the check, and another one may be tried. */
function unnamed(field: 'errorCode' | 'returnCode', code: string, hidden: readonly string[]): Reading {
  // The masked text goes into the log, where not even the first character of a name may appear.
  const masked = maskKnown(
    code,
    hidden.map((value) => [value, maskAll]),
  );
  const value = shown(masked, codeLength) ?? '';
  return { outcome: failed(unknownCode, value || '200', null), oddities: [{ field, value }] };
}

const unknownCode: CodeMeaning = {
  code: 'UNDETERMINED',
  message: message('NO_VERDICT'),
  retryable: true,
};
