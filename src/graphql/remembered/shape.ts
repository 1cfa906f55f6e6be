import {
  type FieldNode,
  type FragmentSpreadNode,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { type Fragments, selectionsAt } from '../walk-document';

/** A query whose whole answer is made of rows that can be remembered. `name`: the root field's name in the answer. */
export type Shape = {
  readonly name: string;
  /** Whether it shows what the account's evidence amounts to, which changes as time passes. */
  readonly isJudged: boolean;
} & (
  | { readonly kind: 'one' | 'entities'; readonly variable: string }
  | { readonly kind: 'page'; readonly field: FieldNode; readonly parts: readonly PagePart[] }
);

export type PagePart =
  | { readonly kind: 'nodes'; readonly name: string }
  | {
      readonly kind: 'pageInfo';
      readonly name: string;
      readonly fields: readonly (readonly [name: string, field: PageField])[];
    };

const pageFields = ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'] as const;
export type PageField = (typeof pageFields)[number];

/**
 * The fields that may be remembered: their answer depends on the row alone, not on the time, the caller, the language
 * or another row, and it shows nothing that identifies a person unless it is masked. Those in `judgedFields` depend on
 * the time and on the account as well. Other fields are not remembered.
 */
const ofTypes: Readonly<Record<string, { has(field: string): boolean }>> = {
  Verification: fields(
    'id version provider method status secondInspection environment purpose createdAt updatedAt expiresAt decidedAt',
    'user references subject membership deptInfo relativeInfo assurance',
  ),
  User: fields('guid isRealNameVerified assurance meets'),
  Assurance: fields('level identity binding channel reasons validUntil policy'),
  // Its message is in the caller's language.
  AssuranceReason: fields('code'),
  // Each is a column of the row, whatever providers call it.
  ProviderReferences: { has: () => true },
  VerificationSubject: fields('realName certType identityNo mobileNo'),
  SchoolMembership: fields(
    'role customerCode customerName ecardSchool dpcode memberId serialNo ecardCustomerId',
  ),
  DeptInfo: fields('deptId deptName supervisor position customerCode ecardSchool department'),
  Department: fields('customerCode deptId'),
  RelativeInfo: fields(
    'customerCode ecardSchool identityNo outid realName mobileNo serialNo relation ecardCustomerId deptInfo',
  ),
};

/** An answer with one of these holds for one state of the account, and for a time. */
const judgedFields = fields('assurance isRealNameVerified meets');

function fields(...names: readonly string[]): ReadonlySet<string> {
  return new Set(names.join(' ').split(' '));
}

/** Null if the rows of the query's answer must not be remembered. */
export function shapeOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): Shape | null {
  const [root, ...others] = operation.selectionSet.selections;
  if (operation.operation !== OperationTypeNode.QUERY || others.length > 0) return null;
  if (root?.kind !== Kind.FIELD || !root.selectionSet) return null;
  const name = nameOf(root);
  let isJudged = false;
  switch (root.name.value) {
    case 'verification': {
      const variable = variableOf(root, 'id');
      return variable !== null && isOfRow(root.selectionSet, 'Verification')
        ? { kind: 'one', name, isJudged, variable }
        : null;
    }
    case '_entities': {
      const variable = variableOf(root, 'representations');
      return variable !== null && areOfRow(root.selectionSet)
        ? { kind: 'entities', name, isJudged, variable }
        : null;
    }
    case 'verifications': {
      const parts = partsOf(root.selectionSet);
      return parts && { kind: 'page', name, isJudged, field: root, parts };
    }
    default:
      return null;
  }

  function isOfRow(set: SelectionSetNode, type: string): boolean {
    for (const selection of selectionsAt(set, fragments)) {
      if (selection.kind !== Kind.FIELD) {
        if (conditionOf(selection, fragments) !== type) return false;
        continue;
      }
      const { name: field, arguments: given = [], selectionSet } = selection;
      if (field.value === '__typename') continue;
      if (!ofTypes[type]?.has(field.value)) return false;
      // The same for every use of the operation: what variables say would have to be remembered as well.
      if (given.some(({ value }) => value.kind !== Kind.ENUM)) return false;
      isJudged ||= judgedFields.has(field.value);
      if (selectionSet && !isOfRow(selectionSet, typeOf(schema, type, field.value))) return false;
    }
    return true;
  }

  /** A selection of federation's `_Entity` that asks for nothing but verifications. */
  function areOfRow({ selections }: SelectionSetNode): boolean {
    return selections.every((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === '__typename';
      const set =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : fragments.get(selection.name.value)?.selectionSet;
      return conditionOf(selection, fragments) === 'Verification' && set && isOfRow(set, 'Verification');
    });
  }

  function partsOf({ selections }: SelectionSetNode): readonly PagePart[] | null {
    const parts: PagePart[] = [];
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD || !selection.selectionSet) return null;
      const part = { name: nameOf(selection), kind: selection.name.value };
      if (parts.some((before) => before.name === part.name)) return null;
      if (part.kind === 'nodes' && isOfRow(selection.selectionSet, 'Verification')) {
        parts.push({ kind: 'nodes', name: part.name });
      } else if (part.kind === 'pageInfo') {
        const fields = pageFieldsOf(selection.selectionSet);
        if (!fields) return null;
        parts.push({ kind: 'pageInfo', name: part.name, fields });
      } else {
        return null;
      }
    }
    return parts.some(({ kind }) => kind === 'nodes') ? parts : null;
  }
}

function pageFieldsOf({ selections }: SelectionSetNode): readonly (readonly [string, PageField])[] | null {
  const fields = new Map<string, PageField>();
  for (const selection of selections) {
    const field =
      selection.kind === Kind.FIELD ? pageFields.find((one) => one === selection.name.value) : undefined;
    if (selection.kind !== Kind.FIELD || !field || fields.has(nameOf(selection))) return null;
    fields.set(nameOf(selection), field);
  }
  return [...fields];
}

function nameOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** The variable that is the field's only argument; null if anything else is given. */
function variableOf({ arguments: given = [] }: FieldNode, argument: string): string | null {
  const [only] = given;
  if (given.length !== 1 || only?.name.value !== argument || only.value.kind !== Kind.VARIABLE) return null;
  return only.value.name.value;
}

function conditionOf(
  selection: InlineFragmentNode | FragmentSpreadNode,
  fragments: Fragments,
): string | undefined {
  return selection.kind === Kind.INLINE_FRAGMENT
    ? selection.typeCondition?.name.value
    : fragments.get(selection.name.value)?.typeCondition.name.value;
}

function typeOf(schema: GraphQLSchema, type: string, field: string): string {
  const known = schema.getType(type);
  return isObjectType(known) ? String(getNamedType(known.getFields()[field]?.type)) : '';
}
