import type { MethodInput } from '../../../src/domain/input/input-check';
import { Secret } from '../../../src/domain/privacy/secret';
import type { Outcome } from '../../../src/domain/verification/outcome';
import type { SharedSettings } from '../../../src/providers/entry';
import type { Method, Provider, StartCall } from '../../../src/providers/provider';
import { type FarEnd, openFarEnd, type Reaction, type Received, recordTools } from '../../support/far-end';
import type { ProviderCase } from './cases';

export const shared: SharedSettings = {
  redirectAllowlist: ['https://app.example'],
  faceImage: { minBytes: 100, maxBytes: 2000 },
};
export const callbackToken = 'tOkEn-of-the-door-0123456789';
const call: StartCall = {
  verificationId: '0b0f2f6e-0000-4000-8000-000000000002',
  guid: 'guid-of-somebody',
  callbackUrl: Secret.of(`https://realname.example/door/${callbackToken}`),
};

export function make(
  provider: ProviderCase,
  baseUrl: string,
  timeoutMs?: number,
): { provider: Provider; log: readonly string[] } {
  const tools = recordTools(timeoutMs);
  const faults: string[] = [];
  const made = provider.entry.configure(provider.env(baseUrl), shared, faults)?.create(tools);
  if (!made || faults.length > 0) throw new Error(`it is switched off: ${faults.join(' ')}`);
  return { provider: made, log: tools.lines };
}

export function methodOf(provider: Provider, name: string): Method {
  const method = provider.methods.find((candidate) => candidate.name === name);
  if (!method) throw new Error(`there is no ${name}`);
  return method;
}

export function start(provider: Provider, name: string, input: MethodInput): Promise<Outcome> {
  const checked = methodOf(provider, name).check(input);
  if (!checked.ok) throw new Error(`${name} refused its input: ${JSON.stringify(checked.errors)}`);
  return checked.value.send(call);
}

/** A far end for as long as it is used. */
export async function withFarEnd<T>(
  react: (request: Received) => Reaction,
  use: (farEnd: FarEnd) => Promise<T>,
): Promise<T> {
  const farEnd = await openFarEnd(react);
  try {
    return await use(farEnd);
  } finally {
    await farEnd.close();
  }
}

/** Uses a provider whose far end gives this answer to everything, but tokens. */
export function withAnswer<T>(
  provider: ProviderCase,
  answer: Reaction,
  timeoutMs: number | undefined,
  use: (made: Provider) => Promise<T> | null,
) {
  const { token } = provider;
  const isToken = ({ url }: Received) => token !== undefined && url.startsWith(token.path);
  return withFarEnd(
    (request) => (token && isToken(request) ? token.answer : answer),
    async (farEnd) => {
      const { provider: made, log } = make(provider, farEnd.baseUrl, timeoutMs);
      const value = await use(made);
      const received = farEnd.received.map((request) => ({
        ...request,
        address: farEnd.baseUrl + request.url,
      }));
      return { value, log, received, requests: received.filter((request) => !isToken(request)) };
    },
  );
}

/** Starts a method before a far end that gives this answer. */
export async function send(provider: ProviderCase, name: string, answer: Reaction, timeoutMs?: number) {
  const input = provider.methods[name]?.input ?? {};
  const { value, ...seen } = await withAnswer(provider, answer, timeoutMs, (made) =>
    start(made, name, input),
  );
  if (!value) throw new Error('there is no outcome');
  return { ...seen, outcome: value };
}
