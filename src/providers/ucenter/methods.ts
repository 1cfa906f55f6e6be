import { InputChecker } from '../../domain/input/input-check';
import type { Outcome } from '../../domain/verification/outcome';
import type { Method, MethodInfo, ProviderInfo, StartCall } from '../provider';
import type { ClaimRules, ClaimSpec } from './claim';
import { faceClaims } from './face-claims';
import type { UcenterInputs } from './inputs';
import { recordClaims } from './record-claims';
import type { RnAuthRequest } from './wire';

export interface MethodTools {
  readonly verify: (request: RnAuthRequest, call: StartCall) => Promise<Outcome>;
  /** Called again for every input. */
  readonly rules: () => ClaimRules;
}

const specs = [...recordClaims, ...faceClaims];

export const ucenterInfo: ProviderInfo = {
  name: 'UCENTER',
  description: 'ucenter, the user centre: by school records, campus card, mobile number or face.',
  methods: specs.map(infoOf),
  references: { rnAuthTicket: 'credential', deviceId: 'identifier' },
};

/** The same, ready to be started. */
export function ucenterMethods(tools: MethodTools): readonly Method[] {
  return specs.map((spec) => startable(spec, tools));
}

function infoOf({ name, summary, mutation, description, evidence }: ClaimSpec): MethodInfo {
  return { name, summary, mutation, description, deferred: false, ...(evidence && { evidence }) };
}

function startable(
  spec: ClaimSpec,
  { verify, rules }: MethodTools,
): Method<UcenterInputs[keyof UcenterInputs]> {
  return {
    ...infoOf(spec),
    check(input) {
      const checker = new InputChecker(input);
      const claim = spec.read(checker, rules());
      return checker.finish(() => {
        const { subject, attemptTarget, school, pattern, data } = claim();
        return {
          subject,
          ...(attemptTarget !== undefined && { attemptTarget }),
          ...(school && { memo: { school } }),
          send: (call) => verify({ pattern, data }, call),
        };
      });
    },
  };
}
