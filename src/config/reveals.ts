import type { z } from 'zod';
import { text } from '../domain/input/setting-value';
import type { RevealRules } from '../service/tools';
import { onOff, wholeNumber } from './values';

/** The longest listed purpose, in characters: details that follow it need room in the 500 of a reveal. */
const longestPurpose = 200;

export const revealFields = {
  REVEALS_PER_CALLER: wholeNumber(1, 1_000_000).optional(),
  REVEAL_PURPOSES: text
    .transform((value) => value?.split(',').map((purpose) => purpose.trim()))
    .refine(
      (purposes) => purposes === undefined || purposes.every(isPurpose),
      `must be purposes of 1 to ${longestPurpose} characters, separated by commas, without colons and control characters`,
    ),
  REVEAL_APPROVAL: onOff,
};

const perCaller = 100;

/** In development every client is the same caller. */
const inDev = 100_000;

export function revealsOf(env: z.infer<z.ZodObject<typeof revealFields>>, isDev: boolean): RevealRules {
  return {
    perCaller: env.REVEALS_PER_CALLER ?? (isDev ? inDev : perCaller),
    purposes: env.REVEAL_PURPOSES ?? null,
    needsApproval: env.REVEAL_APPROVAL ?? false,
  };
}

function isPurpose(purpose: string): boolean {
  return purpose !== '' && [...purpose].length <= longestPurpose && !/[\p{Cc}:]/u.test(purpose);
}
