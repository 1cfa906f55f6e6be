import { usesFace } from '../../domain/consent/face';
import { schoolMemoIn } from '../../domain/consent/relation';
import { readApplicationData } from '../../domain/input/application-data';
import { InputChecker, type InputError, type MethodInput } from '../../domain/input/input-check';
import type { PreparedRequest } from '../../providers/provider';
import { authenticated, type Caller } from '../access/caller';
import { attemptOf, conflictOf, startOf } from '../access/rate-limit';
import { type ClaimedPerson, consentRequired, openConsentGate, restOf } from '../consents/gate';
import type { ServiceTools } from '../tools';
import { carryOut } from './carry-out';
import { checkIdempotencyKey, idempotencyUse } from './idempotency';
import { personTokenUse } from './person-token';
import { accepted, inputError, keyReused, refused, type Submission } from './submission';

/** Longest account id, in characters. */
const maxGuidLength = 128;

/** Starts a verification by any method: checks the whole input, reporting every fault, and then carries it out. */
export async function startVerification(
  tools: ServiceTools,
  anyone: Caller | null,
  methodName: string,
  input: MethodInput,
): Promise<Submission> {
  const caller = authenticated(anyone, tools.now());
  const found = tools.catalog.method(methodName);
  if (!found) return refused([], 'NOT_ALLOWED', 'NOT_OFFERED', { method: methodName });
  const { method, provider } = found;

  const { idempotencyKey: key, guid: _guid, ...request } = input;
  const guid = typeof input['guid'] === 'string' ? input['guid'] : caller.guid;
  const checker = new InputChecker(input);
  const data = readApplicationData(checker, Object.keys(tools.settings.routing.purposes));
  const application = checker.finish(() => data);
  const errors = [
    ...checkGuid(caller, guid),
    ...checkIdempotencyKey(key),
    ...(application.ok ? [] : application.errors),
  ];
  const checked = method.check(input);
  if (!checked.ok) return { accepted: false, errors: [...checked.errors, ...errors] };
  errors.push(...checkNamedAccount(caller, guid, checked.value));
  if (errors.length > 0) return { accepted: false, errors };

  const use = idempotencyUse(tools, caller, key, [method.name, guid, request]);
  const before = use && (await tools.store.idempotency.firstUse(use));
  if (before) return before.kind === 'repeated' ? accepted(before.verification) : keyReused;

  const prepared = checked.value;
  const asked = { guid, purpose: data.purpose ?? null, person: claimedBy(prepared) };
  const judged = (await openConsentGate(tools, asked)).judge({
    usesFace: usesFace(tools.settings.assurance.policy, method.name),
  });
  if (judged.missing.length > 0) return consentRequired(asked.purpose, judged.missing);

  const token = await personTokenUse(tools, provider, caller, guid);
  if (token.kind === 'notAllowed') return token.submission;

  const submitted = await carryOut(tools, {
    provider: provider.name,
    method,
    guid,
    prepared,
    environment: tools.catalog.environmentOf(provider.name),
    application: data,
    use,
    attempts: prepared.attemptTarget === undefined ? null : attemptOf(tools, caller, prepared.attemptTarget),
    conflict: provider.merge ? conflictOf(tools, caller) : null,
    starts: startOf(tools, caller, prepared.subject),
    token,
    consents: restOf(judged),
  });
  // A consent was withdrawn meanwhile: another one may stand.
  return submitted === 'consentGone' ? startVerification(tools, anyone, methodName, input) : submitted;
}

function claimedBy({ subject: { realName, identityNo }, memo }: PreparedRequest): ClaimedPerson {
  return { realName, identityNo, outid: schoolMemoIn(memo).outid };
}

/** A check of an account at the provider counts for the caller: it must be the caller's own account there. */
function checkNamedAccount(caller: Caller, guid: string, { namedAccount }: PreparedRequest): InputError[] {
  if (!namedAccount || caller.scopes.has('realname:write')) return [];
  const { field, id } = namedAccount;
  if (id === guid || id === caller.accountAtProvider) return [];
  return [inputError([field], 'NOT_ALLOWED', 'ANOTHER_ACCOUNT_NAMED', { field })];
}

/** Faults of the account that a caller names. */
export function checkGuid(caller: Caller, guid: string): InputError[] {
  const path = ['guid'];
  const errors: InputError[] = [];
  if (guid !== caller.guid && !caller.scopes.has('realname:write')) {
    errors.push(inputError(path, 'NOT_ALLOWED', 'OTHER_ACCOUNT_NEEDS_SCOPE'));
  }
  return [...errors, ...checkGuidForm(guid)];
}

export function checkGuidForm(guid: string): InputError[] {
  const path = ['guid'];
  const errors: InputError[] = [];
  if (guid.trim() === '') {
    errors.push(inputError(path, 'MALFORMED', 'GUID_BLANK'));
  }
  if (guid.length > maxGuidLength) {
    errors.push(inputError(path, 'TOO_LONG', 'MOST_CHARACTERS', { field: 'guid', max: maxGuidLength }));
  }
  return errors;
}
