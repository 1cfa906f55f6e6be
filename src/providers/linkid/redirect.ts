/** Pure mapping of 应用实名核身 (linkid.md, section 五), which answers with a redirect and nothing else. */
import type { Outcome } from '../../domain/outcome';
import type { Answer } from '../answer';
import type { AppResult } from '../provider';
import { readWebAddress, shown } from '../values';
import { type Reading, refusal } from './wire';

export type AppAnswer =
  | { readonly kind: 'told'; readonly result: AppResult }
  | { readonly kind: 'refused'; readonly httpStatus: number }
  | { readonly kind: 'silent' };

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** `requestUrl` is what a relative Location starts from. The redirect is read, never followed. */
export function readRedirect(answer: Answer, requestUrl: string): AppAnswer {
  if (answer.kind === 'silent') return answer;
  if (answer.status >= 400) return { kind: 'refused', httpStatus: answer.status };
  const { location } = answer;
  if (!redirectStatuses.has(answer.status) || location === null) return { kind: 'silent' };
  if (!URL.canParse(location, requestUrl)) return { kind: 'silent' };

  const { searchParams, protocol } = new URL(location, requestUrl);
  if (protocol !== 'http:' && protocol !== 'https:') return { kind: 'silent' };
  const value = (name: string): string | null => searchParams.get(name) || null;
  return {
    kind: 'told',
    result: {
      // The intercept page's parameters can be there and empty; that they are there at all makes it that page.
      passed: !searchParams.has('reason') && !searchParams.has('realNameUrl'),
      realNameUrl: readWebAddress(value('realNameUrl')),
      qrUrl: readWebAddress(value('qrUrl')),
      appUrl: readWebAddress(value('appUrl')),
      userId: value('userId'),
      reason: shown(value('reason')),
    },
  };
}

/** What a start amounts to. */
export function startOutcome(answer: AppAnswer): Outcome {
  switch (answer.kind) {
    case 'silent':
      return { kind: 'silent' };
    case 'refused':
      return { kind: 'failed', failure: refusal({ code: `HTTP ${answer.httpStatus}`, message: null }) };
    case 'told':
      return answer.result.passed ? { kind: 'approved' } : interceptedOutcome(answer.result);
  }
}

/** What the record of the last check says about the check of `userId`. Until it has passed, the person is waited for. */
export function resultReading(answer: AppAnswer, userId: string): Reading {
  switch (answer.kind) {
    case 'silent':
      return { outcome: { kind: 'silent' } };
    case 'refused':
      return {
        outcome: { kind: 'undecided', message: 'LinkID did not give the result.' },
        unnamed: { field: 'httpStatus', value: String(answer.httpStatus) },
      };
    case 'told': {
      const { passed, userId: checkedUser } = answer.result;
      if (!passed) return { outcome: { kind: 'undecided' } };
      // The record is the application's, not the person's: it may be about somebody who came later.
      return checkedUser === null || checkedUser === userId
        ? { outcome: { kind: 'approved' } }
        : {
            outcome: { kind: 'undecided', message: "LinkID's result is not for this verification." },
            unnamed: { field: 'userId', value: 'other person' },
          };
    }
  }
}

function interceptedOutcome({ realNameUrl, qrUrl, reason }: AppResult): Outcome {
  const authUrl = realNameUrl ?? qrUrl;
  if (authUrl !== null) return { kind: 'awaitingUser', authUrl };
  return {
    kind: 'failed',
    failure: {
      code: 'OTHER',
      message: 'LinkID stopped the person and offered no way to verify.',
      providerCode: null,
      providerMessage: reason,
      retryable: false,
    },
  };
}
