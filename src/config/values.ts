import { z } from 'zod';
import { isHttpUrl, text } from '../domain/input/setting-value';

/** Readers for values of the environment. */

export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(
      z
        .number()
        .min(min, `must be a whole number from ${min} to ${max}`)
        .max(max, `must be a whole number from ${min} to ${max}`),
    );
export const integer = (fallback: number, min: number, max: number) =>
  wholeNumber(min, max).default(fallback);
export const origins = text
  .transform((value) =>
    value
      ?.split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .refine(
    (list) =>
      list === undefined || list.every((origin) => isHttpUrl(origin) && new URL(origin).origin === origin),
    'must be origins separated by commas, such as https://app.example.com,https://m.example.com',
  );
export const list = text
  .transform((value) => value?.split(/[\s,]+/).filter(Boolean))
  .refine((items) => items === undefined || items.length > 0, 'must be values separated by commas');
export const onOff = z
  .enum(['on', 'off'], 'must be on or off')
  .transform((value) => value === 'on')
  .optional();

/**
 * Headers as OpenTelemetry writes them: `name=value,name=value`, with percent-encoded values. A name is a token of
 * HTTP; a value has neither control characters nor anything beyond Latin-1.
 */
export const headers = text.transform((value, context): Readonly<Record<string, string>> | undefined => {
  if (value === undefined) return undefined;
  const entries = value.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, Math.max(at, 0)).trim().toLowerCase(), decoded(pair.slice(at + 1).trim())] as const;
  });
  const areHeaders = entries.every(
    ([name, given]) => /^[!#$%&'*+.^_`|~\w-]+$/.test(name) && /^[\x20-\x7e\xa0-\xff]+$/.test(given),
  );
  if (!areHeaders) context.addIssue('must be headers such as api-key=secret,x-tenant=campus');
  return Object.fromEntries(entries);
});

/** Empty if it is not percent-encoded text. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}

/** A setting that another one requires; if it is missing, adds a fault and returns an empty text. */
export function needed<Name extends string>(
  env: { readonly [name in Name]?: unknown },
  name: Name,
  because: string,
  faults: string[],
): string {
  const value = env[name];
  if (typeof value === 'string') return value;
  faults.push(`${name} is needed because ${because}.`);
  return '';
}

/** Names in a sentence: "A, B or C". */
export function oneOf(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' or ');
}
