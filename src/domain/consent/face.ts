import { type AssurancePolicy, evidenceOf } from '../assurance/policy';

/** Whether a method shows the person's face to a provider. */
export function usesFace(policy: AssurancePolicy, method: string): boolean {
  const { binding } = evidenceOf(policy, method);
  return binding === 'FACE' || binding === 'LIVE_FACE';
}
