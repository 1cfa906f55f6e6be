import { registerEnumType } from 'type-graphql';

/**
 * A GraphQL enum whose values stand for themselves. `values` maps every name of the domain's union to its
 * description, so that a name added there does not compile until it is described here.
 */
export function describedEnum<Name extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Name, string>>,
): { readonly [Key in Name]: Key } {
  const names = Object.keys(values) as Name[];
  const enumObject = Object.fromEntries(names.map((key) => [key, key])) as { readonly [Key in Name]: Key };
  const valuesConfig: Partial<Record<Name, { description: string }>> = {};
  for (const key of names) valuesConfig[key] = { description: values[key] };
  registerEnumType(enumObject, { name, description, valuesConfig });
  return enumObject;
}
