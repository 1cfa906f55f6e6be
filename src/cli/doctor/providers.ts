import type { Config } from '../../config/config';
import { isCertificateTrouble } from '../../providers/connection-code';
import type { MethodInfo, ProbeStep, ProviderTools } from '../../providers/provider';
import { ClockReader, clockFinding } from './clock';
import { type Check, type Finding, fail, ok, warn } from './finding';

/** For each provider that is set: the findings of its probe, and its clock. */
export function providerChecks(
  config: Pick<Config, 'providers' | 'providerTimeoutMs' | 'circuitBreaker'>,
  fetch: typeof globalThis.fetch,
  now: () => Date,
): readonly Check[] {
  return Object.values(config.providers).flatMap((configured): Check[] => {
    const clock = new ClockReader(fetch, now);
    const provider = configured?.create(probeTools(config, clock.fetch, now));
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
        `${call}: refuses us${told}`,
        `Compare ${lookAt} with the record at ${provider}, and ask whether this service is still admitted.`,
      );
    case 'silent':
      return fail(
        check,
        `${call}: does not answer${told}`,
        code !== null && isCertificateTrouble(code)
          ? `The certificate at ${lookAt} is not accepted: have it replaced there, or name its issuer's certificate (NODE_EXTRA_CA_CERTS).`
          : `Check ${lookAt}, and that this machine can reach it; otherwise ${provider} is down.`,
      );
    case 'elsewhere':
      return fail(
        check,
        `${call}: redirects to another place${told}`,
        `Check ${lookAt}: use the address that ${provider} itself answers at (https, no sign-on or firewall in front).`,
      );
    case 'unreadable':
      return fail(
        check,
        `${call}: answers, but the answer cannot be read${told}`,
        `Check ${lookAt}: another server may answer there, such as a proxy or a sign-on page.`,
      );
    case 'unclear':
      return warn(
        check,
        `${call}: answers, but the answer cannot be read${told}`,
        `Check ${lookAt}: another server may answer there, such as a proxy.`,
      );
  }
}

type CallSettings = Pick<Config, 'providerTimeoutMs' | 'circuitBreaker'>;

/** The tools of a provider while doctor probes it. */
export function probeTools(
  { providerTimeoutMs, circuitBreaker }: CallSettings,
  fetch: typeof globalThis.fetch,
  now: () => Date,
): ProviderTools {
  return { fetch, now, log: silentLog, timeoutMs: providerTimeoutMs, circuitBreaker, meter: silentMeter };
}

/** Names of the providers that are switched on and get addresses of ours of this kind. */
export function givenAddresses(
  { registry, providers }: Pick<Config, 'registry' | 'providers'>,
  kind: MethodInfo['address'],
): readonly string[] {
  return registry
    .filter(({ name, methods }) => providers[name] && methods.some(({ address }) => address === kind))
    .map(({ name }) => name);
}

/** No log: the findings of a probe contain everything that an operator needs. */
const silentLog = { debug() {}, info() {}, warn() {}, error() {} };
const silentMeter = { call() {}, breaker() {} };
