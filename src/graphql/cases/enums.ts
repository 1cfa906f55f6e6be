import type { CaseStatus } from '../../domain/routing/case';
import type { RoutingVerdict as Verdict } from '../../domain/routing/decision';
import { describedEnum } from '../described-enum';

export const IdentityCaseStatus = describedEnum<CaseStatus>('IdentityCaseStatus', 'The status of a case.', {
  OPEN: 'An attempt is under way.',
  NEEDS_EVIDENCE: 'More evidence from the person would open a way: see decision.candidates.',
  ACHIEVED: 'The account has the level that is needed.',
  NOT_ACHIEVED: 'The account does not have the level, and no way to it is left.',
  EXPIRED: 'Its time was over. A verdict that comes later still counts.',
  CANCELED: 'It was canceled. A verdict that comes later changes nothing.',
});
export type IdentityCaseStatus = CaseStatus;

export const RoutingVerdict = describedEnum<Verdict>(
  'RoutingVerdict',
  'Why a method was chosen, can serve, or cannot. The first that applies, in this order; STANDBY and CHOSEN can serve.',
  {
    DISABLED: 'Its provider is not set up.',
    NOT_ALLOWED:
      'The purpose or the request does not allow it, or it looks at a face without a SEPARATE consent.',
    INSUFFICIENT: 'An approval would give a lower level than the one needed.',
    FACE_AVOIDED: 'It looks at a face, and avoidFace was asked for.',
    MISSING_EVIDENCE: 'It needs evidence that is not there: see missing.',
    TRIED: 'This case has tried it.',
    UNAVAILABLE: 'The circuit breaker for its provider is open, or there were too many attempts.',
    OVER_BUDGET: "It costs more than the purpose's budget has left.",
    STANDBY: 'It can serve, and another one comes first.',
    CHOSEN: 'It is the first that can serve.',
  },
);
export type RoutingVerdict = Verdict;
