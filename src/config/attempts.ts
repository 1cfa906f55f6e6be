import type { z } from 'zod';
import type { AttemptLimits } from '../service/tools';
import { integer } from './values';

export const attemptFields = {
  ATTEMPTS_PER_TARGET: integer(5, 1, 1_000_000),
  ATTEMPTS_PER_CALLER: integer(200, 1, 1_000_000),
  ATTEMPTS_PER_ADDRESS: integer(10_000, 1, 1_000_000),
  ATTEMPTS_WINDOW_SECONDS: integer(600, 1, 31_536_000),
};

export function attemptsOf(env: z.infer<z.ZodObject<typeof attemptFields>>): AttemptLimits {
  return {
    perTarget: env.ATTEMPTS_PER_TARGET,
    perCaller: env.ATTEMPTS_PER_CALLER,
    perAddress: env.ATTEMPTS_PER_ADDRESS,
    windowMs: env.ATTEMPTS_WINDOW_SECONDS * 1000,
  };
}
