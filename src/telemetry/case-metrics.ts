import { Counter, type Registry } from 'prom-client';
import type { ServiceMeter } from '../service/tools';

/** Metrics of cases. Purposes are names from the policy file, so their number is bounded. */
export function createCaseMetrics(
  registry: Registry,
): Pick<ServiceMeter, 'routed' | 'attempted' | 'caseChanged'> {
  const registers = [registry];
  const verdicts = new Counter({
    name: 'realname_routing_verdicts_total',
    help: 'Verdicts on methods when one was chosen for a case, by purpose.',
    labelNames: ['purpose', 'method', 'verdict'],
    registers,
  });
  const attempts = new Counter({
    name: 'realname_case_attempts_total',
    help: 'Attempts of cases that stopped waiting, by what came of them.',
    labelNames: ['purpose', 'method', 'result'],
    registers,
  });
  const cost = new Counter({
    name: 'realname_case_cost_total',
    help: "Prices of attempts that were sent, in the currency's smallest unit.",
    labelNames: ['purpose', 'method'],
    registers,
  });
  const cases = new Counter({
    name: 'realname_cases_total',
    help: 'Changes of cases, by the status after the change.',
    labelNames: ['purpose', 'status'],
    registers,
  });
  return {
    routed({ purpose, decision }) {
      for (const { method, verdict } of decision.candidates) verdicts.inc({ purpose, method, verdict });
    },
    attempted({ purpose, method, result, cost: price }) {
      attempts.inc({ purpose, method, result });
      cost.inc({ purpose, method }, price);
    },
    caseChanged: (labels) => cases.inc(labels),
  };
}
