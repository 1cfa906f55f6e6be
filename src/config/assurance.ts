import { z } from 'zod';
import { assuranceLevels } from '../domain/assurance/levels';
import type { AssuranceRules } from '../domain/assurance/of-verification';
import { type AssurancePolicy, changedPolicy, defaultPolicy } from '../domain/assurance/policy';
import { text } from '../domain/input/setting-value';
import { locales } from '../domain/messages/locale';
import type { ReadFile } from './secret-files';

/** Settings of the levels of assurance, of the facts that may be queried, and of the language of messages. */
export interface AssuranceConfig {
  readonly rules: AssuranceRules;
  readonly realNameLevel: (typeof realNameLevels)[number];
  /** In years, in rising order. */
  readonly factAges: readonly number[];
}

// NONE is left out: every account meets it, so every account would count as verified.
const realNameLevels = [
  'CONTACT',
  'LOW',
  'SUBSTANTIAL',
  'HIGH',
] as const satisfies readonly (typeof assuranceLevels)[number][];

const eachName = z
  .string()
  .regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores');
const policyFile = z.strictObject({
  name: eachName,
  version: eachName,
  methods: z.partialRecord(
    z.enum(Object.keys(defaultPolicy.methods)),
    z
      .strictObject({
        level: z.enum(assuranceLevels).optional(),
        validDays: z.int().min(1).max(36_500).optional(),
      })
      .refine((change) => Object.keys(change).length > 0, 'must name a level or validDays'),
  ),
});

export const assuranceFields = {
  REAL_NAME_LEVEL: z.enum(realNameLevels, `must be one of ${realNameLevels.join(', ')}`).default('LOW'),
  ASSURANCE_POLICY: text,
  FACT_AGES: text
    .refine(
      (value) =>
        value === undefined || /^(?:[1-9]\d?|1[01]\d|120)(?:\s*,\s*(?:[1-9]\d?|1[01]\d|120))*$/.test(value),
      'must be ages from 1 to 120 separated by commas',
    )
    .transform((value) =>
      [...new Set((value ?? '14,16,18,60').split(',').map(Number))].sort((a, b) => a - b),
    ),
  LOCALE: z.enum(locales, `must be ${locales.join(' or ')}`).default('en'),
};

type AssuranceEnvironment = z.infer<z.ZodObject<typeof assuranceFields>>;

/** Reads the policy file, too, and adds its errors to the faults. */
export function assuranceConfigOf(
  env: AssuranceEnvironment,
  isDev: boolean,
  readFile: ReadFile,
  faults: string[],
): AssuranceConfig {
  const policy = assurancePolicyOf(env.ASSURANCE_POLICY, readFile);
  if (typeof policy === 'string') faults.push(`ASSURANCE_POLICY ${policy}.`);
  return {
    // The sandbox's approvals count only on a developer's machine.
    rules: { policy: typeof policy === 'string' ? defaultPolicy : policy, countsSandbox: isDev },
    realNameLevel: env.REAL_NAME_LEVEL,
    factAges: env.FACT_AGES,
  };
}

/** The policy that ASSURANCE_POLICY names, or what is wrong with it. */
export function assurancePolicyOf(path: string | undefined, readFile: ReadFile): AssurancePolicy | string {
  return path === undefined ? defaultPolicy : readPolicy(path, readFile);
}

/** The policy in a file, or what is wrong with it. */
function readPolicy(path: string, readFile: ReadFile): AssurancePolicy | string {
  let json: unknown;
  try {
    json = JSON.parse(readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === undefined
      ? 'names a file that is not JSON'
      : `names a file that cannot be read (${code})`;
  }
  const parsed = policyFile.safeParse(json);
  if (parsed.success) return changedPolicy(parsed.data.name, parsed.data.version, parsed.data.methods);
  const faults = parsed.error.issues.map(
    ({ path: place, message }) => `${place.join('.') || 'the file'}: ${message}`,
  );
  return `names a file that is no assurance policy (${faults.join('; ')})`;
}
