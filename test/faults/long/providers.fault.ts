import { type CanaryFarEnds, openCanaryFarEnds } from '../../security/support/canary-far-ends';
import { canaryStarts } from '../../security/support/canary-inputs';
import type { ServiceProcess } from '../../support/process';
import { askAs } from '../frame/ask';
import type { FaultContext } from '../frame/context';
import type { Fault } from '../frame/fault';
import { metricOf } from './look';
import { goodMoods, type Mood, moods, openProviderLine, type ProviderLine } from './provider-line';

const providerOf: Readonly<Record<string, string>> = {
  ONENET_PAGE: 'ONENET',
  MOBILE_OWNER: 'YUXIN',
  LINKID_PAGE: 'LINKID',
  LINKID_PHOTO: 'LINKID',
  LINKID_APP: 'LINKID',
};
const methods = Object.keys(canaryStarts);
/** One method of each provider, for what is true of the provider as a whole. */
const oneOfEach = ['ONENET_PAGE', 'MOBILE', 'MOBILE_OWNER', 'LINKID_PHOTO'];
/** What no provider's answer comes near, with what the sockets' buffers hold. */
const mostReadBytes = 16 * 1024 * 1024;

const hastySettings = { PROVIDER_TIMEOUT_MS: '1500', PROVIDER_BREAKER_FAILURES: '10000' };
const patientSettings = {
  PROVIDER_TIMEOUT_MS: '60000',
  PROVIDER_BREAKER_FAILURES: '3',
  PROVIDER_BREAKER_PAUSE_MS: '100',
};

type Lines = Readonly<Record<string, ProviderLine>>;

/** The four providers misbehave in every way a socket can. */
export const fault: Fault = {
  title: 'providers slow, dead, half-open or talking garbage',
  what: 'Each provider misbehaves in turn: slow within the timeout, no answer, refused connections, accepted connections that are never read, noise, HTML, a picture, 100 MB, or half an answer; by every method. Each caller must get an answer with the reason, none of it may become a verdict, nothing may be sent twice, and callers of other providers must not wait. After several timeouts in a row the circuit breaker opens, metrics and verificationMethods show it, and a probe closes it again.',
  stores: ['sqlite'],
  rounds: { short: 1, long: 5 },
  async run(context) {
    const farEnds = await openCanaryFarEnds();
    const lines: Lines = {
      ONENET: await openProviderLine(portOf(farEnds)),
      UCENTER: await openProviderLine(portOf(farEnds)),
      YUXIN: await openProviderLine(portOf(farEnds)),
      LINKID: await openProviderLine(portOf(farEnds)),
    };
    try {
      const env = { ...farEnds.env, ...settingsOf(farEnds, lines), ATTEMPTS_PER_TARGET: '100000' };
      const [hasty, patient] = await Promise.all([
        context.start({ ...env, ...hastySettings }, 'hasty'),
        context.start({ ...env, ...patientSettings }, 'patient'),
      ]);
      for (const round of context.eachRound()) {
        for (const mood of moods) await everyMethod(context, hasty, lines, mood, round);
        for (const method of oneOfEach) {
          await othersDoNotWait(context, patient, lines, method);
          await breaks(context, patient, lines, method);
        }
      }
      await context.ledger.check(hasty.url);
      return context.ledger.counts(context.rounds);
    } finally {
      for (const line of Object.values(lines)) await line.close();
      await farEnds.close();
    }
  },
};

async function everyMethod(
  context: FaultContext,
  service: ServiceProcess,
  lines: Lines,
  mood: Mood,
  round: number,
): Promise<void> {
  const { ledger } = context;
  for (const line of Object.values(lines)) await line.turn(mood);
  const before = Object.values(lines).map(({ requests }) => requests);
  const found = await Promise.all(methods.map((method) => call(context, service, method)));
  methods.forEach((method, index) => {
    const { status, code } = found[index] ?? {};
    const isHonest = goodMoods.has(mood)
      ? status !== 'FAILED' && status !== 'PENDING'
      : status === 'PENDING' || (status === 'FAILED' && code === 'PROVIDER_UNAVAILABLE');
    if (!isHonest)
      ledger.regressed(`${method} is ${status} ${code} with a ${mood} provider in round ${round}`);
  });
  Object.entries(lines).forEach(([provider, line], index) => {
    const asked = line.requests - (before[index] ?? 0);
    // LinkID's application check is a question, and may be asked twice.
    const most =
      methods.filter((method) => nameOf(method) === provider).length + (provider === 'LINKID' ? 1 : 0);
    if (asked > most) ledger.doubled(`${asked} requests to ${provider} with a ${mood} one in round ${round}`);
    if (line.mostSent > mostReadBytes) ledger.regressed(`${line.mostSent} bytes were read of ${provider}`);
  });
}

/** Callers of a provider that says nothing wait; those of the others are answered meanwhile. */
async function othersDoNotWait(
  context: FaultContext,
  service: ServiceProcess,
  lines: Lines,
  method: string,
): Promise<void> {
  const { ledger } = context;
  await allWell(lines);
  const line = lines[nameOf(method)];
  await line?.turn('silent');
  const before = line?.requests ?? 0;
  let answered = 0;
  const waiting = [1, 2].map(async () => {
    const { status } = await call(context, service, method);
    answered += 1;
    return status;
  });
  while ((line?.requests ?? 0) < before + waiting.length) await soon();
  for (const other of oneOfEach.filter((one) => one !== method)) {
    const { status } = await call(context, service, other);
    if (status === 'FAILED' || status === 'PENDING') ledger.lost(`an answer of ${other} beside ${method}`);
  }
  if (answered > 0) ledger.regressed(`${method} was answered by a silent provider`);
  await line?.turn('well');
  await Promise.all(waiting);
  const { status } = await call(context, service, method);
  if (status === 'FAILED') ledger.lost(`the recovery of ${method}`);
}

async function breaks(
  context: FaultContext,
  service: ServiceProcess,
  lines: Lines,
  method: string,
): Promise<void> {
  const { ledger } = context;
  const provider = nameOf(method);
  const line = lines[provider];
  const metric = `realname_provider_unavailable{provider="${provider}"}`;
  await line?.turn('cut');
  for (let n = 1; n <= 3; n += 1) await call(context, service, method);
  const offered = await available(service);
  if (offered.get(method) !== false) ledger.lost(`the breaker of ${provider}`);
  for (const other of oneOfEach) {
    if (other !== method && offered.get(other) !== true) ledger.regressed(`${other} beside ${provider}`);
  }
  if ((await metricOf(service.url, metric)) !== 1) ledger.lost(`the metric of ${provider}`);

  // It counts as available again after the pause; a probe that succeeds closes it. Until then only probes are sent.
  await line?.turn('well');
  const isBack = async () =>
    (await available(service)).get(method) === true && (await metricOf(service.url, metric)) === 0;
  for (let tries = 0; !(await isBack()); tries += 1) {
    if (tries === 1000) {
      ledger.lost(`the return of ${provider}`);
      return;
    }
    await soon();
    await call(context, service, method);
  }
}

interface Called {
  readonly status: string;
  readonly code: string | null;
}

let calls = 0;

/** Starts a verification by a method, for an account of its own. */
async function call({ ledger }: FaultContext, { url }: ServiceProcess, method: string): Promise<Called> {
  const { mutation = '', input } = canaryStarts[method] ?? {};
  calls += 1;
  const guid = `account-${calls}`;
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) {
    start: ${mutation}(input: $input) { verification { id version status failure { code } } inputErrors { message } }
  }`;
  const { start } = await askAs<{
    start: {
      verification: { id: string; version: number; status: string; failure: { code: string } | null };
    };
  }>(url, guid, query, { input });
  const { id, version, status, failure } = start.verification;
  ledger.answered({ id, guid, version, key: guid });
  return { status, code: failure?.code ?? null };
}

async function available({ url }: ServiceProcess): Promise<ReadonlyMap<string, boolean>> {
  const { verificationMethods } = await askAs<{
    verificationMethods: { method: string; available: boolean }[];
  }>(url, 'anybody', '{ verificationMethods { method available } }');
  return new Map(verificationMethods.map((one) => [one.method, one.available]));
}

async function allWell(lines: Lines): Promise<void> {
  for (const line of Object.values(lines)) if (line.mood !== 'well') await line.turn('well');
}

function nameOf(method: string): string {
  return providerOf[method] ?? 'UCENTER';
}

function portOf({ env }: CanaryFarEnds): number {
  return Number(new URL(env['ONENET_BASE_URL'] ?? '').port);
}

/** The far ends' addresses, each by way of its provider's line. */
function settingsOf({ env }: CanaryFarEnds, lines: Lines): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env)
      .filter(([, value]) => value.startsWith('http'))
      .map(([name, value]) => {
        const address = new URL(value);
        const [prefix = ''] = name.split('_');
        address.port = String((lines[prefix === 'APPREAL' ? 'LINKID' : prefix] as ProviderLine).port);
        return [name, address.href];
      }),
  );
}

function soon(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 10);
  });
}
