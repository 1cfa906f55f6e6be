import type { IdentityEvidenceInput, ShownDecisionFragment } from '../../generated/operations.ts';
import type { AnyField, FieldName, KindOf, LeftOut } from '../methods/fields.ts';
import { inputOf, type Values } from '../methods/values.ts';
import type { PurposeName } from '../purposes.ts';
import { returnAddressOfCase } from '../route.ts';

export type EvidenceName = keyof IdentityEvidenceInput;

/** How each piece of evidence is asked for; what is left out comes from an application, or this page has no use for it. */
const controls: {
  readonly [Name in EvidenceName]-?: KindOf<NonNullable<IdentityEvidenceInput[Name]>> | LeftOut;
} = {
  name: { kind: 'text', fillsIn: 'name', sample: '柳试一' },
  certType: { kind: 'choice', of: 'IdentityCertType', sample: 'RESIDENT_ID_CARD' },
  certNo: { kind: 'text', capitals: true, sample: '330102198806170019' },
  mobileNo: { kind: 'text', keyboard: 'tel', fillsIn: 'tel', sample: '19912342222' },
  outid: { kind: 'text', sample: '350002' },
  cardPassword: { kind: 'text', keyboard: 'numeric', secret: 'password', sample: '123456' },
  photo: { kind: 'photo' },
  oneNetUserId: { kind: 'number', sample: 38453 },
  customerCode: { kind: 'leftOut' },
  role: { kind: 'leftOut' },
  smsCode: { kind: 'leftOut' },
  redirectUri: { kind: 'leftOut' },
  wechatFace: { kind: 'leftOut' },
};

/** Examples of a purpose that differ from those above: this child is under 14. */
export const samples: Readonly<Partial<Record<PurposeName, Values>>> = {
  child: { name: '高小雨', certNo: '330102202203040011', outid: '150941' },
};

const names = Object.keys(controls) as readonly EvidenceName[];

/** The page gives its own address, so that every person can use a way that leads to a provider's page. */
export const ownEvidence = ['redirectUri'] as const satisfies readonly EvidenceName[];

export type EvidenceField = readonly [EvidenceName, AnyField];

type Candidate = ShownDecisionFragment['candidates'][number];

/** The ways that a person can open by filling in more on this page. */
export function openable({ candidates }: Pick<ShownDecisionFragment, 'candidates'>): readonly Candidate[] {
  return candidates.filter(
    ({ verdict, missing }) => verdict === 'MISSING_EVIDENCE' && missing.every((name) => isAsked(name)),
  );
}

/** The fields that these ways need, in the order of the form. */
export function fieldsFor(candidates: readonly Candidate[]): readonly EvidenceField[] {
  const missing = new Set(candidates.flatMap((candidate) => candidate.missing));
  // A number is of a kind of document; left alone, it is the resident identity card.
  if (missing.has('certNo')) missing.add('certType');
  return names.filter((name) => missing.has(name)).map((name) => [name, controls[name]]);
}

/** The names of the fields that are filled in, and those that the page fills in itself. */
export function namesOf(fields: readonly EvidenceField[], values: Values): readonly string[] {
  return [...filled(fields, values).map(([name]) => name), ...ownEvidence];
}

/** The evidence as the mutations take it, without the empty fields. */
export function evidenceOf(fields: readonly EvidenceField[], values: Values): IdentityEvidenceInput {
  return { ...inputOf(filled(fields, values), values), redirectUri: returnAddressOfCase() };
}

/** As `fields` has it, for labels; null for a word that is no field. */
export function asFieldName(name: string): FieldName | null {
  return names.find((known) => known === name) ?? null;
}

function filled(fields: readonly EvidenceField[], values: Values): readonly EvidenceField[] {
  return fields.filter(([name]) => (values[name] ?? '').trim() !== '');
}

function isAsked(name: string): boolean {
  const known = names.find((one) => one === name);
  return known !== undefined && controls[known].kind !== 'leftOut';
}
