import { z } from 'zod';
import { assuranceLevels } from '../domain/assurance/levels';
import { text } from '../domain/input/setting-value';
import {
  defaultPurpose,
  defaultPurposeName,
  defaultRoutingPolicy,
  type Purpose,
  purposeConsents,
  type RoutingPolicy,
} from '../domain/routing/policy';
import type { ReadFile } from './secret-files';

export const routingFields = {
  ROUTING_POLICY: text,
};

/** Reads the policy file, and adds its errors to the faults. */
export function routingPolicyOf(
  path: string | undefined,
  methods: readonly string[],
  readFile: ReadFile,
  faults: string[],
): RoutingPolicy {
  if (path === undefined) return defaultRoutingPolicy;
  const read = readRoutingPolicy(path, methods, readFile);
  if (read.ok) return read.policy;
  faults.push(`ROUTING_POLICY names a file that is no routing policy (${read.faults.join('; ')}).`);
  return defaultRoutingPolicy;
}

export type ReadRoutingPolicy =
  | { readonly ok: true; readonly policy: RoutingPolicy }
  /** Each names the place in the file and what was expected there. */
  | { readonly ok: false; readonly faults: readonly string[] };

/** The policy in a file, or everything that is wrong with it. `methods` are the names that it may use. */
export function readRoutingPolicy(
  path: string,
  methods: readonly string[],
  readFile: ReadFile,
): ReadRoutingPolicy {
  let json: unknown;
  try {
    json = JSON.parse(readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      ok: false,
      faults: [code === undefined ? 'the file is not JSON' : `the file cannot be read (${code})`],
    };
  }
  const parsed = fileOf(methods).safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path: place, message }) => `${placeOf(place)}: ${message}`);
    return { ok: false, faults };
  }
  const { name, version, purposes, prices, order } = parsed.data;
  return {
    ok: true,
    policy: {
      name: `${name}/${version}`,
      purposes: { [defaultPurposeName]: defaultPurpose, ...mapValues(purposes, purposeOf) },
      prices: prices as RoutingPolicy['prices'],
      order,
    },
  };
}

/** Prices and budgets: whole numbers of the currency's smallest unit, as far as GraphQL's Int goes. */
const amount = z
  .int('must be a whole number')
  .min(0, 'must be at least 0')
  .max(2 ** 31 - 1, 'is too large');

const nameForm = z
  .string('must be text')
  .regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores');

// NONE is left out: every account meets it, so no person would be verified.
const levels = assuranceLevels.filter((level) => level !== 'NONE');

function fileOf(methods: readonly string[]) {
  const method = z.enum(methods, `must be one of ${methods.join(', ')}`);
  const consent = z
    .string()
    .refine((kind) => kind !== 'GUARDIAN', 'GUARDIAN goes by age, and cannot be asked for by a purpose')
    .pipe(z.enum(purposeConsents, `must be one of ${purposeConsents.join(', ')}`));
  const purpose = z.strictObject({
    level: z.enum(levels, `must be one of ${levels.join(', ')}`),
    allow: distinct(method).min(1, 'must name at least one method').optional(),
    budget: amount.optional(),
    maxAttempts: z
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .max(12, 'must be at most 12')
      .optional(),
    secondOpinion: z.boolean('must be true or false').optional(),
    consent: distinct(consent).optional(),
    ttlSeconds: z
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .max(31_536_000, 'must be at most 31536000')
      .optional(),
  });
  return z.strictObject({
    name: nameForm,
    version: nameForm,
    purposes: z.record(nameForm, purpose).default({}),
    prices: z.partialRecord(method, amount).default({}),
    order: distinct(method).default([]),
  });
}

function distinct<Item extends z.ZodType>(item: Item) {
  return z
    .array(item, 'must be a list')
    .refine((list) => new Set(list).size === list.length, 'must not name anything twice');
}

type PurposeInFile = z.infer<ReturnType<typeof fileOf>>['purposes'][string];

function purposeOf({ level, ttlSeconds, ...given }: PurposeInFile): Purpose {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return {
    ...defaultPurpose,
    ...(set as Partial<Purpose>),
    level,
    ttlMs: ttlSeconds === undefined ? null : ttlSeconds * 1000,
  };
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.') || 'the file';
}
