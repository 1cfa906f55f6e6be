import { type Message, type MessageCode, message } from '../messages/message';
import {
  type AttemptResult,
  ownMutation,
  type RoutableMethod,
  type RoutingQuestion,
  type RoutingVerdict,
} from './decision';

/** Why a candidate has its verdict, as one sentence. */
export function reasonFor(
  method: RoutableMethod,
  verdict: RoutingVerdict,
  missing: readonly string[],
  question: RoutingQuestion,
): Message {
  switch (verdict) {
    case 'DISABLED':
    case 'FACE_AVOIDED':
    case 'OVER_BUDGET':
    case 'STANDBY':
    case 'CHOSEN':
      return message(`ROUTE_${verdict}`);
    case 'NOT_ALLOWED':
      return message(isAllowed(method, question) ? 'ROUTE_NO_FACE_CONSENT' : 'ROUTE_NOT_ALLOWED');
    case 'INSUFFICIENT':
      return message('ROUTE_INSUFFICIENT', { expected: method.expected, required: question.required });
    case 'MISSING_EVIDENCE':
      return missing.includes(ownMutation)
        ? message('ROUTE_OWN_MUTATION')
        : message('ROUTE_MISSING_EVIDENCE', { missing: missing.join(', ') });
    case 'TRIED':
      return message(triedReasons[lastResult(method, question)]);
    case 'UNAVAILABLE':
      return message(method.available ? 'ROUTE_LIMITED' : 'ROUTE_UNAVAILABLE');
  }
}

/** Whether purpose and request allow the method. */
export function isAllowed({ method }: RoutableMethod, { allow }: RoutingQuestion): boolean {
  return allow === null || allow.includes(method);
}

export function lacksFaceConsent({ usesFace }: RoutableMethod, { mayUseFace }: RoutingQuestion): boolean {
  return usesFace && mayUseFace === false;
}

const triedReasons: Readonly<Record<AttemptResult, MessageCode>> = {
  UNSENT: 'ROUTE_TRIED_UNSENT',
  NO_VERDICT: 'ROUTE_TRIED_NO_VERDICT',
  SILENT: 'ROUTE_TRIED_SILENT',
  WRONG_CREDENTIAL: 'ROUTE_TRIED_NO_VERDICT',
  REJECTED: 'ROUTE_TRIED_REJECTED',
  APPROVED: 'ROUTE_TRIED_APPROVED',
  WAITING: 'ROUTE_TRIED_WAITING',
  ENDED: 'ROUTE_TRIED_ENDED',
};

function lastResult({ method }: RoutableMethod, { attempts }: RoutingQuestion): AttemptResult {
  return attempts.findLast((past) => past.method === method)?.result ?? 'ENDED';
}
