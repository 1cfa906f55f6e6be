import { checkPurpose } from '../../domain/input/application-data';
import { type Checked, InputChecker, type MethodInput } from '../../domain/input/input-check';
import { decide } from '../../domain/routing/decide';
import type { RoutingDecision } from '../../domain/routing/decision';
import { evidenceFields } from '../../domain/routing/evidence';
import { authenticated, type Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { inputError } from '../verification/submission';
import { caseConsents } from './case-consents';
import { checkAllow, needOf } from './check-request';
import { noObstacles, questionFor } from './question';

/** The decision that verifyIdentity would make, from the names of fields alone. Sends nothing and records nothing. */
export async function planIdentityVerification(
  tools: ServiceTools,
  anyone: Caller | null,
  input: MethodInput & { readonly evidence: readonly string[] },
): Promise<Checked<RoutingDecision>> {
  const caller = authenticated(anyone, tools.now());
  const checker = new InputChecker(input);
  checker.optional('purpose', checkPurpose(Object.keys(tools.settings.routing.purposes)));
  const named = checker.finish(() => null);
  const isUnknown = input.evidence.some((field) => !evidenceFields.some((known) => known === field));
  const errors = [
    ...(named.ok ? [] : named.errors),
    ...checkAllow(input['allow']),
    ...(isUnknown
      ? [
          inputError(['evidence'], 'NOT_ALLOWED', 'ONE_OF', {
            field: 'evidence',
            values: evidenceFields.join(', '),
          }),
        ]
      : []),
  ];
  const need = needOf(tools, input);
  if (errors.length > 0 || !need) return { ok: false, errors };
  const evidence = evidenceFields.filter((field) => input.evidence.includes(field));
  const { mayUseFace } = await caseConsents(tools, { guid: caller.guid, purpose: need.purpose }, {});
  const whole = { ...need, evidence, isResidentCard: true, attempts: [], mayChoose: true, mayUseFace };
  return { ok: true, value: decide(questionFor(tools, need.terms, whole, noObstacles)) };
}
