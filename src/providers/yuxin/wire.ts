/** Pure mapping of api/personalInfo/verifyMobile (yuxin.md): what we send, and what its answer means. */
import { z } from 'zod';
import { maskAll, maskKnown } from '../../domain/masking';
import type { Outcome } from '../../domain/outcome';
import type { Answer } from '../answer';
import { anything, codeLength, readText, shown } from '../values';
import { type CodeMeaning, findMeaning, refusal } from './codes';

export interface MobileOwner {
  readonly idCard: string;
  readonly userName: string;
  readonly mobileNo: string;
}

/** An answer's meaning, and the code in it that no document names, where that is why it is undecided. */
export interface VerifyReading {
  readonly outcome: Outcome;
  readonly unnamed?: { readonly field: 'errorCode' | 'returnCode'; readonly value: string };
}

/** The JSON that is encrypted into `logon` (yuxin.md 4.2.2). */
export function logonBody(owner: MobileOwner): string {
  return JSON.stringify({ idCard: owner.idCard, userName: owner.userName, loginphone: owner.mobileNo });
}

/** The document says Number and sends strings: both are taken. What is neither is as good as absent. */
const text = anything.transform(readText);
const verifyAnswer = z.object({ errorCode: text, errorDetail: text, returnCode: text, returnDesc: text });

type Codes = z.infer<typeof verifyAnswer>;

/** `hidden` are values of ours of which nothing may stand in the log: the token, the person's name. */
export function readVerifyAnswer(answer: Answer, hidden: readonly string[]): VerifyReading {
  if (answer.kind === 'silent') return { outcome: { kind: 'silent' } };
  const parsed = verifyAnswer.safeParse(answer.body);
  if (!parsed.success || parsed.data.errorCode === null) {
    // Who is turned away at the door was not checked: that much is known even without a body.
    const isRefusal = answer.status === 401 || answer.status === 403;
    return { outcome: isRefusal ? failed(refusal, `HTTP ${answer.status}`, null) : { kind: 'silent' } };
  }
  const codes = parsed.data;
  const errorCode = parsed.data.errorCode;
  if (errorCode === '200' || errorCode === '201') {
    const verdict = verdictOf(codes, shown(codes.returnDesc ?? codes.errorDetail));
    if (verdict !== null) return { outcome: verdict };
    return errorCode === '200'
      ? undecided('returnCode', codes.returnCode ?? '', hidden)
      : { outcome: failed(partial, errorCode, shown(codes.errorDetail ?? codes.returnDesc)) };
  }
  const meaning = findMeaning(errorCode);
  return meaning === null
    ? undecided('errorCode', errorCode, hidden)
    : { outcome: failed(meaning, errorCode, shown(codes.errorDetail ?? codes.returnDesc)) };
}

const partial: CodeMeaning = {
  code: 'OTHER',
  message: 'Yuxin answered only in part, and without a verdict.',
  retryable: false,
};

/** The verdict of a returnCode (yuxin.md "returnCode业务返回码描述"); null for any other value. */
function verdictOf({ returnCode }: Codes, words: string | null): Outcome | null {
  switch (returnCode) {
    case '10000':
      return { kind: 'approved', message: 'Yuxin: 一致的' };
    case '10001':
      return {
        kind: 'rejected',
        message: 'Yuxin: 不一致的',
        failure: {
          code: 'MISMATCH',
          message: 'The name, the identity number and the phone number do not belong together.',
          providerCode: returnCode,
          providerMessage: words,
          retryable: false,
        },
      };
    case '10002':
      return failed(
        {
          code: 'UNDETERMINED',
          message: 'Yuxin cannot tell whether the data belongs together.',
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

function undecided(
  field: 'errorCode' | 'returnCode',
  code: string,
  hidden: readonly string[],
): VerifyReading {
  // What is masked here goes into the log, where a name has not even its first character.
  const masked = maskKnown(
    code,
    hidden.map((value) => [value, maskAll]),
  );
  return {
    outcome: { kind: 'undecided', message: 'Yuxin: an answer that its documents do not name' },
    unnamed: { field, value: shown(masked, codeLength) ?? '' },
  };
}
