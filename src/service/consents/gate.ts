import type { ConsentKind } from '../../domain/consent/consent';
import {
  type ConsentJudgement,
  type ConsentQuestion,
  judgeConsents,
  needsGuardian,
} from '../../domain/consent/judge';
import { nothingKnownOfChild } from '../../domain/consent/relation';
import { defaultPurposeName, purposeConsents } from '../../domain/routing/policy';
import type { ConsentRest } from '../../storage/consents/contract';
import type { ServiceTools } from '../tools';
import { type Refusal, refused } from '../verification/submission';
import { knownOfAccount } from './known-child';
import { relationsOf } from './relations';

/** A request about a person, before it is known which method serves it. */
export interface AskedRequest {
  /** The account; null for a check that a provider asked us for, which rests on that provider's consents. */
  readonly guid: string | null;
  /** Null if none was named: then it is for the default purpose. */
  readonly purpose: string | null;
  readonly person: ClaimedPerson;
}

/** The claims of the input that the judgement depends on. */
export interface ClaimedPerson {
  readonly realName?: string | undefined;
  readonly identityNo?: string | undefined;
  /** The person's own number at the school. */
  readonly outid?: string | undefined;
}

/** The answers of the gate for one request, at one moment. */
export interface Gate {
  /** For a method that shows a face to a provider, or for one that does not. */
  judge(options: { readonly usesFace: boolean }): ConsentJudgement;
}

const openGate: Gate = { judge: () => ({ missing: [], restsOn: [] }) };

/** Reads what the judgement on a request depends on. Nothing may be sent before it is made. */
export async function openConsentGate(tools: ServiceTools, asked: AskedRequest): Promise<Gate> {
  const { guid, person } = asked;
  if (tools.settings.consent !== 'enforce' || guid === null) return openGate;
  const purpose = asked.purpose ?? defaultPurposeName;
  const { purposes } = tools.settings.routing;
  const terms = Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined;
  const now = tools.now();
  const identityNo = person.identityNo ?? null;
  const consents = await tools.store.consents.live(guid, purpose);
  const byAge = needsGuardian(identityNo, now);
  const question: Omit<ConsentQuestion, 'usesFace'> = {
    purpose,
    // A purpose that the policy names no more needs everything that it may have needed.
    needs: terms?.consent ?? purposeConsents,
    guid,
    identityNo,
    person: byAge ? await personOf(tools, guid, person) : nothingKnownOfChild,
    consents,
    relations: byAge ? await relationsOf(tools, proofsOf(consents)) : new Map(),
    now,
  };
  return { judge: ({ usesFace }) => judgeConsents({ ...question, usesFace }) };
}

/** The input names the child; the number at the school can also be known from before. */
async function personOf(tools: ServiceTools, guid: string, { realName, identityNo, outid }: ClaimedPerson) {
  const known = await knownOfAccount(tools, guid);
  return {
    realNames: realName === undefined ? known.realNames : [realName],
    identityNos: identityNo === undefined ? [] : [identityNo],
    outids: outid === undefined ? known.outids : [outid],
  };
}

/** The consents and proofs that a request rests on, checked again when it is recorded. */
export function restOf({ restsOn }: ConsentJudgement): ConsentRest {
  return { consentIds: restsOn.map(({ id }) => id), proofIds: proofsOf(restsOn) };
}

export function consentRequired(purpose: string | null, missing: readonly ConsentKind[]): Refusal {
  return refused(['purpose'], 'CONSENT_REQUIRED', 'CONSENT_MISSING', {
    kinds: missing.join(', '),
    purpose: purpose ?? defaultPurposeName,
  });
}

function proofsOf(consents: ConsentJudgement['restsOn']): readonly string[] {
  return consents.flatMap(({ relationProof }) => (relationProof === null ? [] : [relationProof]));
}
