import type { Config } from '../../config';
import type { ProbeStep } from '../../providers/provider';
import { registry } from '../../providers/registry';
import { ClockReader, clockFinding } from './clock';
import { type Check, type Finding, fail, ok, warn } from './finding';

/** For each provider that is set: what its probe brought to light, and its clock. */
export function providerChecks(
  config: Pick<Config, 'providers' | 'providerTimeoutMs' | 'providerGuard'>,
  fetch: typeof globalThis.fetch,
  now: () => Date,
): readonly Check[] {
  return registry.flatMap((entry): Check[] => {
    const clock = new ClockReader(fetch, now);
    const provider = entry.create(config.providers, {
      fetch: clock.fetch,
      now,
      log: silentLog,
      timeoutMs: config.providerTimeoutMs,
      guard: config.providerGuard,
      meter: silentMeter,
    });
    if (!provider) return [];
    return [
      async () => {
        const steps = (await provider.probe?.()) ?? [];
        const { aheadSeconds } = clock;
        return [
          ...steps.map((step) => stepFinding(provider.name, step)),
          ...(aheadSeconds === null
            ? []
            : [clockFinding(`clock:${provider.name}`, provider.name, aheadSeconds)]),
        ];
      },
    ];
  });
}

function stepFinding(provider: string, { call, finding, code, settings }: ProbeStep): Finding {
  const check = `provider:${provider}`;
  const told = code === null ? '' : ` (${code})`;
  const lookAt = settings.join(', ');
  switch (finding) {
    case 'ok':
      return ok(check, `${call}: answers as it should${told}`);
    case 'refused':
      return fail(
        check,
        `${call}: does not accept us${told}`,
        `Compare ${lookAt} with what ${provider} has on record, and ask whether this service is still admitted.`,
      );
    case 'silent':
      return fail(
        check,
        `${call}: does not answer${told}`,
        `Look at ${lookAt}, and whether this machine may reach it; else it is ${provider} that is down.`,
      );
    case 'unclear':
      return warn(
        check,
        `${call}: answers what cannot be read${told}`,
        `Look at ${lookAt}: another server may answer there, such as a proxy's page.`,
      );
  }
}

/** What a probe meets is told by its findings. */
const silentLog = { debug() {}, info() {}, warn() {}, error() {} };
const silentMeter = { call() {}, breaker() {} };
