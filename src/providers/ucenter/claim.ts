import type { SchoolMemo } from '../../domain/consent/relation';
import type { ImageLimits } from '../../domain/input/image-check';
import type { InputChecker } from '../../domain/input/input-check';
import type { MethodInfo, PreparedRequest } from '../provider';
import type { UcenterInputs } from './inputs';
import type { RnAuthRequest } from './wire';

/** A person's claim, and the request that sends it to ucenter. */
export type Claim = Pick<PreparedRequest, 'subject' | 'attemptTarget'> &
  RnAuthRequest & {
    /** The numbers and the relative that the input names, of which a guardian's consent is judged. */
    readonly school?: SchoolMemo;
  };

/** The context in which an input is checked, besides its own values. */
export interface ClaimRules {
  /** No identity number has a birthday after it. */
  readonly today: Date;
  readonly faceImage: ImageLimits;
}

/** One method of ucenter: only what differs from the others. */
export interface ClaimSpec<Name extends keyof UcenterInputs = keyof UcenterInputs>
  extends Pick<MethodInfo, 'summary' | 'mutation' | 'description' | 'evidence'> {
  readonly name: Name;
  /** Reports every fault to the checker; the function that it returns is called only if there is none. */
  read(checker: InputChecker<UcenterInputs[Name]>, rules: ClaimRules): () => Claim;
}
