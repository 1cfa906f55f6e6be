import { InputChecker } from '../../domain/input-check';
import type { Outcome } from '../../domain/outcome';
import type { Method, MethodInfo, StartCall } from '../provider';
import type { ClaimRules, ClaimSpec } from './claim';
import { faceClaims } from './face-claims';
import { recordClaims } from './record-claims';
import type { RnAuthRequest } from './wire';

export interface MethodTools {
  readonly verify: (request: RnAuthRequest, call: StartCall) => Promise<Outcome>;
  /** Asked anew for every input. */
  readonly rules: () => ClaimRules;
}

const specs = [...recordClaims, ...faceClaims];

/** ucenter's seven ways to verify a person; MERGE is no way of its own, it settles a conflict of one of them. */
export const ucenterMethodInfos: readonly MethodInfo[] = specs.map(infoOf);

/** The same, ready to be started. */
export function ucenterMethods(tools: MethodTools): readonly Method[] {
  return specs.map((spec) => startable(spec, tools));
}

function infoOf({ name, mutation, description }: ClaimSpec): MethodInfo {
  return { name, mutation, description, deferred: false };
}

function startable(spec: ClaimSpec, { verify, rules }: MethodTools): Method {
  return {
    ...infoOf(spec),
    check(input) {
      const checker = new InputChecker(input);
      const claim = spec.read(checker, rules());
      return checker.finish(() => {
        const { subject, guessTarget, pattern, data } = claim();
        return {
          subject,
          ...(guessTarget !== undefined && { guessTarget }),
          send: (call) => verify({ pattern, data }, call),
        };
      });
    },
  };
}
