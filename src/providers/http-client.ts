import type { Answer } from './answer';
import { Guard } from './guard';
import type { ProviderTools } from './provider';

export interface ProviderRequest {
  readonly method: 'GET' | 'POST';
  /** Below the base URL. Holds no personal data: paths end up in other people's logs. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, byte for byte as given. */
  readonly json?: string;
  readonly form?: Readonly<Record<string, string>>;
}

/** No provider's answer comes near this; a longer body is not read to its end. */
const maxAnswerBytes = 4 * 1024 * 1024;

/**
 * One provider's transport. It sends once, waits no longer than the timeout for the whole answer, and reports what
 * happened as a value. Logged are the provider, a fixed name of the call, the status and the time: never a URL, a
 * header or a body, because each of them can carry a secret or somebody's identity.
 */
export class HttpClient {
  readonly #guard: Guard;

  constructor(
    private readonly provider: string,
    private readonly baseUrl: string,
    private readonly tools: ProviderTools,
  ) {
    this.#guard = new Guard(tools.guard, (isOpen) => {
      tools.meter.breaker({ provider, isOpen });
      if (isOpen) tools.log.error({ provider }, 'provider does not answer: nothing is sent for a while');
      else tools.log.info({ provider }, 'provider answers again');
    });
  }

  /** False while the provider is so silent that nothing is sent. */
  get isAvailable(): boolean {
    return this.#guard.isAvailable;
  }

  /** `call` names the operation in log lines. */
  async send(call: string, request: ProviderRequest): Promise<Answer> {
    const startedAt = performance.now();
    const answer = await this.#guard.run(() => this.#exchange(request));
    const elapsedMs = performance.now() - startedAt;
    const result = answer.kind === 'answer' ? `http-${Math.floor(answer.status / 100)}xx` : answer.reason;
    this.tools.meter.call({ provider: this.provider, call, result }, elapsedMs / 1000);
    const fields = {
      provider: this.provider,
      call,
      durationMs: Math.round(elapsedMs),
      ...(answer.kind === 'answer' ? { httpStatus: answer.status } : { silent: answer.reason }),
    };
    if (answer.kind === 'answer') this.tools.log.debug(fields, 'provider answered');
    else this.tools.log.warn(fields, 'provider did not answer');
    return answer;
  }

  async #exchange(request: ProviderRequest): Promise<Answer> {
    const url = new URL(`${this.baseUrl.replace(/\/+$/, '')}${request.path}`);
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
    const signal = AbortSignal.timeout(this.tools.timeoutMs);
    try {
      const response = await this.tools.fetch(url, {
        method: request.method,
        redirect: 'manual',
        signal,
        headers: {
          accept: 'application/json',
          ...(request.json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
          ...request.headers,
        },
        ...bodyOf(request),
      });
      const text = await readAtMost(response, maxAnswerBytes);
      if (text === null) return { kind: 'silent', reason: 'too-large' };
      if (response.status >= 500) return { kind: 'silent', reason: 'server-error' };
      return {
        kind: 'answer',
        status: response.status,
        body: parseJson(text),
        location: response.headers.get('location'),
      };
    } catch {
      // The error itself is dropped on purpose: fetch puts addresses and certificates into its texts.
      return { kind: 'silent', reason: signal.aborted ? 'timeout' : 'connection' };
    }
  }
}

function bodyOf(request: ProviderRequest): { body?: string | URLSearchParams } {
  if (request.json !== undefined) return { body: request.json };
  if (request.form !== undefined) return { body: new URLSearchParams(request.form) };
  return {};
}

async function readAtMost(response: Response, limit: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
