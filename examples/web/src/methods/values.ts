import type { VerificationMethod } from '../../generated/operations.ts';
import { returnAddress } from '../route.ts';
import type { AnyField, FieldName } from './fields.ts';
import { samplePhoto } from './photo.ts';

/** The content of a form, by field. Photos in Base64. */
export type Values = Readonly<Partial<Record<FieldName, string>>>;

/** A form that was sent, for another attempt. */
export interface Draft {
  readonly method: VerificationMethod;
  readonly values: Values;
}

type Named = readonly (readonly [FieldName, AnyField])[];

/** The values as the mutation's input. An empty optional field is left out; any other is sent unchanged. */
export function inputOf(fields: Named, values: Values): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    fields.flatMap(([name, field]): [string, string | number][] => {
      if (field.kind === 'leftOut') return [];
      if (field.kind === 'returnAddress') return [[name, returnAddress()]];
      const value = values[name]?.trim() ?? '';
      if (value === '' && field.optional) return [];
      return [[name, field.kind === 'number' ? Number(value) : value]];
    }),
  );
}

/**
 * The choices and numbers that the person has to make and has not. To the schema, no choice is no input at all, and an
 * empty number would be sent as 0.
 */
export function unfilled(fields: Named, values: Values): Named {
  return fields.filter(
    ([name, field]) =>
      (field.kind === 'choice' || field.kind === 'number') && !field.optional && !values[name],
  );
}

/** Without the secret values. */
export function withoutSecrets(fields: Named, values: Values): Values {
  const secret = new Set(
    fields.filter(([, field]) => field.kind === 'text' && field.secret).map(([name]) => name),
  );
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secret.has(name as FieldName)));
}

/** Values that the sandbox accepts, for this account. */
export function sampleValues(fields: Named, account: string): Values {
  return Object.fromEntries(fields.map(([name, field]) => [name, sampleOf(field, account)]));
}

function sampleOf(field: AnyField, account: string): string {
  switch (field.kind) {
    case 'text':
    case 'choice':
      return field.sample;
    case 'account':
      return account;
    case 'number':
      return String(field.sample);
    case 'photo':
      return samplePhoto();
    case 'returnAddress':
    case 'leftOut':
      return '';
  }
}
