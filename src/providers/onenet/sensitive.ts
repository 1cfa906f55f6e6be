import { type Known, maskAll } from '../../domain/privacy/masking';
import { callbackTokenIn } from '../sensitive';
import type { StartRequest } from './wire';

/** Every value of a request that must not come back in OneNET's words. Phone numbers are masked wherever they are. */
export function sensitiveValuesOf({ callbackUrl }: StartRequest, authorization: string): readonly Known[] {
  return [[authorization, maskAll], callbackTokenIn(callbackUrl)];
}
