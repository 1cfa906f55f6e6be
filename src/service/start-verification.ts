import type { InputError, MethodInput } from '../domain/input-check';
import type { Outcome } from '../domain/outcome';
import { Secret } from '../domain/secret';
import type { Verification } from '../domain/verification';
import type { Attempt, Method, Provider, StartCall } from '../providers/provider';
import type { IdempotencyUse } from '../storage/store';
import { authenticated, type Caller } from './caller';
import { record } from './record';
import { accepted, refused, type Submission } from './submission';
import type { ServiceTools } from './tools';

/** Longest account id and idempotency key, in characters. */
const maxGuidLength = 128;
const maxKeyLength = 255;

/**
 * Starts a verification by any method: judges the input, records the request, sends it once, records the answer.
 * The record comes before the sending, so that a crash in between leaves something to find.
 */
export async function startVerification(
  tools: ServiceTools,
  anyone: Caller | null,
  methodName: string,
  input: MethodInput,
): Promise<Submission> {
  const caller = authenticated(anyone, tools.now());
  const found = tools.catalog.method(methodName);
  if (!found) return refused([], 'NOT_ALLOWED', `This deployment does not offer ${methodName}.`);
  const { method, provider } = found;

  const { errors, guid, idempotencyKey } = checkCommon(caller, input);
  const checked = method.check(input);
  if (!checked.ok) return { accepted: false, errors: [...checked.errors, ...errors] };
  if (errors.length > 0) return { accepted: false, errors };

  const use =
    idempotencyKey === null ? null : idempotencyUse(tools, caller, method, guid, input, idempotencyKey);
  const before = use && (await tools.store.firstUse(use));
  if (before) return before.kind === 'repeated' ? accepted(before.verification) : keyReused;

  const attempt = checked.value;
  if (!(await mayTry(tools, attempt))) return tooManyAttempts;

  const doorToken = method.door ? tools.newToken() : null;
  const verification = requested(tools, { provider, method, guid, attempt });
  const created = await tools.store.create({
    verification,
    event: {
      verificationId: verification.id,
      guid,
      version: 1,
      status: 'PENDING',
      secondInspection: null,
      cause: 'REQUESTED',
      message: null,
      occurredAt: verification.createdAt,
      recordedAt: verification.createdAt,
    },
    ...(doorToken !== null && { doorTokenHash: doorFingerprint(tools, doorToken) }),
    ...(use && { idempotency: use }),
  });
  if (created.kind === 'keyReused') return keyReused;
  if (created.kind === 'repeated') return accepted(created.verification);

  const outcome = await sendSafely(tools, verification, attempt, {
    verificationId: verification.id,
    guid,
    ...(doorToken !== null && { doorUrl: Secret.of(doorUrl(tools, method, provider, doorToken)) }),
    ...(caller.personToken && guid === caller.guid && { personToken: caller.personToken }),
  });
  const changed = await record(tools, verification.id, { kind: 'answered', outcome });
  return accepted(changed?.verification ?? verification);
}

/** The form in which the token of a callback or return address is stored and looked up. */
export function doorFingerprint(tools: ServiceTools, token: string): string {
  return tools.store.fingerprint(`door:${token}`);
}

const keyReused = refused(
  ['idempotencyKey'],
  'IDEMPOTENCY_KEY_REUSED',
  'This idempotencyKey was used with other input. Use a new key for a new request.',
);

const tooManyAttempts = refused(
  [],
  'TOO_MANY_ATTEMPTS',
  'Too many attempts. Wait a while before trying again.',
);

function checkCommon(
  caller: Caller,
  input: MethodInput,
): { errors: InputError[]; guid: string; idempotencyKey: string | null } {
  const errors: InputError[] = [];
  const guid = typeof input['guid'] === 'string' ? input['guid'] : caller.guid;
  if (guid !== caller.guid && !caller.scopes.has('realname:write')) {
    errors.push({
      path: ['guid'],
      code: 'NOT_ALLOWED',
      message: 'Naming another account needs the scope realname:write.',
    });
  }
  if (guid.trim() === '') {
    errors.push({
      path: ['guid'],
      code: 'MALFORMED',
      message: 'guid must name an account; leave it out for your own.',
    });
  }
  if (guid.length > maxGuidLength) {
    errors.push({
      path: ['guid'],
      code: 'TOO_LONG',
      message: `guid has at most ${maxGuidLength} characters.`,
    });
  }
  const key = typeof input['idempotencyKey'] === 'string' ? input['idempotencyKey'] : null;
  if (key !== null && key.trim() === '') {
    errors.push({
      path: ['idempotencyKey'],
      code: 'MALFORMED',
      message: 'idempotencyKey must not be blank.',
    });
  }
  if (key !== null && key.length > maxKeyLength) {
    errors.push({
      path: ['idempotencyKey'],
      code: 'TOO_LONG',
      message: `idempotencyKey has at most ${maxKeyLength} characters.`,
    });
  }
  return { errors, guid, idempotencyKey: key };
}

function idempotencyUse(
  tools: ServiceTools,
  caller: Caller,
  method: Method,
  guid: string,
  input: MethodInput,
  key: string,
): IdempotencyUse {
  const { idempotencyKey: _key, guid: _guid, ...rest } = input;
  return {
    keyHash: tools.store.fingerprint(`idempotency:${JSON.stringify([caller.guid, key])}`),
    requestHash: tools.store.fingerprint(`request:${canonicalJson([method.name, guid, rest])}`),
  };
}

/** JSON with the names of every object in order, so that equal inputs have equal texts. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

async function mayTry(tools: ServiceTools, attempt: Attempt): Promise<boolean> {
  if (attempt.guessTarget === undefined) return true;
  const { limit, windowMs } = tools.settings.attempts;
  return tools.store.takeAttempt(attempt.guessTarget, { now: tools.now(), windowMs, limit });
}

function requested(
  tools: ServiceTools,
  start: { provider: Provider; method: Method; guid: string; attempt: Attempt },
): Verification {
  const now = tools.now();
  const { subject, returnTo, memo } = start.attempt;
  return {
    id: tools.newId(),
    version: 1,
    guid: start.guid,
    provider: start.provider.name,
    method: start.method.name,
    status: 'PENDING',
    secondInspection: null,
    references: {},
    failure: null,
    personal: {
      subject: Secret.of(subject),
      ...(returnTo !== undefined && { returnTo: Secret.of(returnTo) }),
      ...(memo && { memo: Secret.of(memo) }),
    },
    ruling: null,
    inspection: null,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + tools.settings.pendingTtlMs),
    decidedAt: null,
    redactedAt: null,
  };
}

function doorUrl(tools: ServiceTools, method: Method, provider: Provider, token: string): string {
  const folder = method.door === 'callback' ? 'callbacks' : 'returns';
  return `${tools.settings.publicUrl()}/${folder}/${provider.name.toLowerCase()}/${token}`;
}

/** A provider never rejects for a fault of the other side; if it does, that is our fault, and nobody knows the outcome. */
async function sendSafely(
  tools: ServiceTools,
  verification: Verification,
  attempt: Attempt,
  call: StartCall,
): Promise<Outcome> {
  try {
    return await attempt.send(call);
  } catch (err) {
    const { id, provider, method } = verification;
    tools.log.error({ verificationId: id, provider, method }, 'provider adapter failed', err);
    return { kind: 'silent' };
  }
}
