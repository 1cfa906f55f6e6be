import type { ConsentKind, IdentityCaseStatus, RoutingVerdict } from '../../generated/operations.ts';
import type { PurposeName } from '../purposes.ts';

/** A notice as the person reads it. Its text is what the digest of a consent is made of. */
export interface Notice {
  readonly title: string;
  readonly text: string;
  /** The sentence next to the box to tick. */
  readonly agree: string;
}

/** The texts about cases and consents. */
export interface CaseTexts {
  readonly purposes: Readonly<Record<PurposeName, { readonly name: string; readonly help: string }>>;
  readonly statuses: Readonly<
    Record<IdentityCaseStatus, { readonly name: string; readonly meaning: string }>
  >;
  readonly verdicts: Readonly<Record<RoutingVerdict, string>>;
  readonly notices: Readonly<Record<ConsentKind, Notice>>;
  readonly words: Readonly<
    Record<
      | 'heading'
      | 'lead'
      | 'byMethod'
      | 'all'
      | 'evidence'
      | 'evidenceHint'
      | 'withoutFace'
      | 'withoutFaceHint'
      | 'plan'
      | 'planHint'
      | 'planNone'
      | 'noWay'
      | 'chosen'
      | 'noneChosen'
      | 'faceless'
      | 'noFaceless'
      | 'takeFaceless'
      | 'everyWay'
      | 'attempts'
      | 'noAttempts'
      | 'needed'
      | 'reached'
      | 'decisions'
      | 'hadIt'
      | 'more'
      | 'moreHint'
      | 'send'
      | 'cancel'
      | 'again'
      | 'absent'
      | 'unknownPurpose'
      | 'theCase'
      | 'ownForm'
      | 'agree'
      | 'agreed'
      | 'withdraw'
      | 'tick'
      | 'noticeVersion'
      | 'faceOffer'
      | 'consents'
      | 'guardianNeeded',
      string
    >
  >;
  readonly guardian: Readonly<
    Record<
      | 'heading'
      | 'lead'
      | 'childStep'
      | 'relationStep'
      | 'agreeStep'
      | 'releasedStep'
      | 'done'
      | 'childAccount'
      | 'childHint'
      | 'next'
      | 'ownAccount'
      | 'signIn'
      | 'relationAgain'
      | 'relationUnfit'
      | 'released'
      | 'goOn'
      | 'forGuardian'
      | 'begin',
      string
    >
  >;
  list(names: readonly string[]): string;
  /** Says which evidence a way still needs, or that one field is needed by it. */
  needsMore(fields: readonly string[]): string;
  neededBy(way: string): string;
  insufficient(expected: string, required: string): string;
  /** A sentence about the first, second … decision. */
  decisionOf(number: number): string;
}
