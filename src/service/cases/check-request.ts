import { type AssuranceLevel, assuranceLevels, isAtLeast } from '../../domain/assurance/levels';
import { type ApplicationData, readApplicationData } from '../../domain/input/application-data';
import {
  type Checked,
  InputChecker,
  type InputError,
  type MethodInput,
} from '../../domain/input/input-check';
import type { Evidence } from '../../domain/routing/evidence';
import { defaultPurposeName, type Purpose } from '../../domain/routing/policy';
import type { Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { checkIdempotencyKey } from '../verification/idempotency';
import { checkGuid } from '../verification/start-verification';
import { inputError } from '../verification/submission';
import { checkEvidence } from './check-evidence';

/** The need, as the caller said it and the policy completes it. */
export interface CaseNeed {
  /** The purpose's name. */
  readonly purpose: string;
  readonly terms: Purpose;
  /** The purpose's level, or a higher one that the request asks for. */
  readonly required: AssuranceLevel;
  readonly avoidFace: boolean;
  readonly allow: readonly string[] | null;
}

export interface CaseRequest {
  readonly guid: string;
  readonly need: CaseNeed;
  readonly evidence: Evidence;
  readonly application: ApplicationData;
}

/** Checks the whole input of verifyIdentity, reporting every fault. */
export function checkRequest(tools: ServiceTools, caller: Caller, input: MethodInput): Checked<CaseRequest> {
  const guid = typeof input['guid'] === 'string' ? input['guid'] : caller.guid;
  const checker = new InputChecker(input);
  const application = readApplicationData(checker, Object.keys(tools.settings.routing.purposes));
  const data = checker.finish(() => application);
  const evidence = checkEvidence(tools, (input['evidence'] ?? {}) as MethodInput);
  const errors: InputError[] = [
    ...checkGuid(caller, guid),
    ...checkIdempotencyKey(input['idempotencyKey']),
    ...(data.ok ? [] : data.errors),
    ...checkAllow(input['allow']),
    ...(evidence.ok ? [] : evidence.errors),
  ];
  const need = needOf(tools, { ...input, purpose: application.purpose });
  if (errors.length > 0 || !evidence.ok || !need) return { ok: false, errors };
  return { ok: true, value: { guid, need, evidence: evidence.value, application } };
}

/** Null for a purpose that this deployment does not know. */
export function needOf({ settings }: ServiceTools, input: MethodInput): CaseNeed | null {
  const purpose = typeof input['purpose'] === 'string' ? input['purpose'] : defaultPurposeName;
  const { purposes } = settings.routing;
  const terms = Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined;
  if (!terms) return null;
  const asked = assuranceLevels.find((level) => level === input['require']);
  return {
    purpose,
    terms,
    required: asked && isAtLeast(asked, terms.level) ? asked : terms.level,
    avoidFace: input['avoidFace'] === true,
    allow: Array.isArray(input['allow']) ? (input['allow'] as readonly string[]) : null,
  };
}

/** An empty list would allow nothing at all, which no caller means. */
export function checkAllow(allow: unknown): InputError[] {
  const isEmpty = Array.isArray(allow) && allow.length === 0;
  return isEmpty ? [inputError(['allow'], 'MALFORMED', 'ALLOW_EMPTY')] : [];
}
