import type { z } from 'zod';
import type { StartLimits } from '../service/tools';
import { integer, wholeNumber } from './values';

export const startFields = {
  STARTS_PER_CALLER: wholeNumber(1, 1_000_000).optional(),
  STARTS_PER_IDENTITY: wholeNumber(1, 1_000_000).optional(),
  STARTS_WINDOW_SECONDS: integer(86_400, 1, 31_536_000),
};

const perCaller = 50;
const perIdentity = 20;

/** In development every client is the same caller, and the sandbox knows a handful of people. */
const inDev = 100_000;

export function startsOf(env: z.infer<z.ZodObject<typeof startFields>>, isDev: boolean): StartLimits {
  return {
    perCaller: env.STARTS_PER_CALLER ?? (isDev ? inDev : perCaller),
    perIdentity: env.STARTS_PER_IDENTITY ?? (isDev ? inDev : perIdentity),
    windowMs: env.STARTS_WINDOW_SECONDS * 1000,
  };
}
