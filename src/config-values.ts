import { z } from 'zod';

/** How values of the environment are read. */

/** An empty variable counts as absent: that is how compose files and CI leave things out. */
export const text = z.string().trim().min(1).optional();
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
export const url = text.refine(
  (value) => value === undefined || isHttpUrl(value),
  'must be an http or https URL',
);
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
export const onOff = z
  .enum(['on', 'off'], 'must be on or off')
  .transform((value) => value === 'on')
  .optional();

/** A setting that another one demands; a fault, and empty, where it is not there. */
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

function isHttpUrl(value: string): boolean {
  const parsed = URL.parse(value);
  return parsed !== null && (parsed.protocol === 'http:' || parsed.protocol === 'https:');
}
