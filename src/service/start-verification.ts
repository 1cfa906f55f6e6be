import type { InputError, MethodInput } from '../domain/input-check';
import type { Secret } from '../domain/secret';
import { authenticated, type Caller } from './caller';
import { carryOut } from './carry-out';
import { checkIdempotencyKey, idempotencyUse } from './idempotency';
import { tryOf } from './may-try';
import { accepted, keyReused, refused, type Submission } from './submission';
import type { ServiceTools } from './tools';

/** Longest account id, in characters. */
const maxGuidLength = 128;

/** Starts a verification by any method: judges the input, all of it at once, and then carries it out. */
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

  const { idempotencyKey: key, guid: _guid, ...request } = input;
  const guid = typeof input['guid'] === 'string' ? input['guid'] : caller.guid;
  const errors = [...checkGuid(caller, guid), ...checkIdempotencyKey(key)];
  const checked = method.check(input);
  if (!checked.ok) return { accepted: false, errors: [...checked.errors, ...errors] };
  if (errors.length > 0) return { accepted: false, errors };

  const use = idempotencyUse(tools, caller, key, [method.name, guid, request]);
  const before = use && (await tools.store.firstUse(use));
  if (before) return before.kind === 'repeated' ? accepted(before.verification) : keyReused;

  const attempt = checked.value;
  return carryOut(tools, {
    provider: provider.name,
    method,
    guid,
    attempt,
    use,
    tries: attempt.guessTarget === undefined ? null : tryOf(tools, caller, attempt.guessTarget),
    personToken: personTokenFor(caller, guid),
  });
}

/** A person's token speaks for the person's own account and for no other. */
function personTokenFor(caller: Caller, guid: string): Secret<string> | null {
  return (guid === caller.guid && caller.personToken) || null;
}

function checkGuid(caller: Caller, guid: string): InputError[] {
  const path = ['guid'];
  const errors: InputError[] = [];
  if (guid !== caller.guid && !caller.scopes.has('realname:write')) {
    errors.push({
      path,
      code: 'NOT_ALLOWED',
      message: 'Naming another account needs the scope realname:write.',
    });
  }
  if (guid.trim() === '') {
    errors.push({
      path,
      code: 'MALFORMED',
      message: 'guid must name an account; leave it out for your own.',
    });
  }
  if (guid.length > maxGuidLength) {
    errors.push({ path, code: 'TOO_LONG', message: `guid has at most ${maxGuidLength} characters.` });
  }
  return errors;
}
