import type { ImageLimits } from '../../domain/image-check';
import type { InputChecker } from '../../domain/input-check';
import type { Attempt, MethodInfo } from '../provider';
import type { RnAuthRequest } from './wire';

/** What a person claims, and the request by which ucenter is asked about it. */
export type Claim = Pick<Attempt, 'subject' | 'guessTarget'> & RnAuthRequest;

/** What an input is judged by besides itself. */
export interface ClaimRules {
  /** No identity number has a birthday after it. */
  readonly today: Date;
  readonly faceImage: ImageLimits;
}

/** One method of ucenter: only what it has of its own. */
export interface ClaimSpec extends Pick<MethodInfo, 'name' | 'mutation' | 'description'> {
  /** Reports every fault to the checker; what it returns is called only when there was none. */
  read(checker: InputChecker, rules: ClaimRules): () => Claim;
}
