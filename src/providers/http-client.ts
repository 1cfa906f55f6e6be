import { textOfBody } from '../domain/input/body-text';
import { parseJson } from '../domain/input/json';
import { CircuitBreaker } from './circuit-breaker';
import { connectionCode } from './connection-code';
import type { ProviderTools } from './provider';
import type { ProviderResponse } from './provider-response';

export interface ProviderRequest {
  readonly method: 'GET' | 'POST';
  /** Appended to the base URL. It must hold no personal data: other machines log paths. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, byte for byte as given. */
  readonly json?: string;
  readonly form?: Readonly<Record<string, string>>;
}

/** Far above the answers of every provider. A longer body is not read to its end; size counts after decompression. */
const maxAnswerBytes = 4 * 1024 * 1024;

/**
 * One provider's transport. It sends once, waits no longer than the timeout for the whole answer, and reports the
 * result as a value. A log line has the provider, a fixed name of the call, the status and the time: never a URL, a
 * header or a body, because each of them can carry a secret or a person's identity.
 */
export class HttpClient {
  readonly #circuitBreaker: CircuitBreaker;

  constructor(
    private readonly provider: string,
    private readonly baseUrl: string,
    private readonly tools: ProviderTools,
  ) {
    this.#circuitBreaker = new CircuitBreaker(tools.circuitBreaker, (isOpen) => {
      tools.meter.breaker({ provider, isOpen });
      if (isOpen) tools.log.error({ provider }, 'provider does not answer: nothing is sent for a while');
      else tools.log.info({ provider }, 'provider answers again');
    });
  }

  /** False while the circuit breaker is open. */
  get isAvailable(): boolean {
    return this.#circuitBreaker.isAvailable;
  }

  /** `call` names the operation in log lines. */
  async send(call: string, request: ProviderRequest): Promise<ProviderResponse> {
    const startedAt = performance.now();
    const answer = await this.#circuitBreaker.run(() => this.#exchange(call, request));
    const elapsedMs = performance.now() - startedAt;
    const result = answer.kind === 'answer' ? `http-${Math.floor(answer.status / 100)}xx` : answer.reason;
    this.tools.meter.call({ provider: this.provider, call, result }, elapsedMs / 1000);
    const fields = {
      provider: this.provider,
      call,
      durationMs: Math.round(elapsedMs),
      ...(answer.kind === 'answer'
        ? { httpStatus: answer.status }
        : { silent: answer.reason, code: answer.code }),
    };
    if (answer.kind === 'answer') this.tools.log.debug(fields, 'provider answered');
    else this.tools.log.warn(fields, 'provider did not answer');
    return answer;
  }

  async #exchange(call: string, request: ProviderRequest): Promise<ProviderResponse> {
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
      const bytes = await readAtMost(response, maxAnswerBytes);
      if (bytes === null) return { kind: 'silent', reason: 'too-large' };
      if (response.status >= 500) return { kind: 'silent', reason: 'server-error' };
      const { text, isOdd } = textOfBody(bytes, response.headers.get('content-type'));
      if (isOdd) {
        const fields = { provider: this.provider, call, odd: 'encoding' };
        this.tools.log.warn(fields, 'answer has bytes of no known encoding, kept as they came');
      }
      const body = parseJson(text);
      return {
        kind: 'answer',
        status: response.status,
        body,
        ...(body === undefined && { text }),
        location: absolute(response.headers.get('location'), url),
      };
    } catch (error) {
      if (signal.aborted) return { kind: 'silent', reason: 'timeout' };
      // Only the code: fetch puts addresses and certificates into its messages.
      const code = connectionCode(error);
      return { kind: 'silent', reason: 'connection', ...(code !== undefined && { code }) };
    }
  }
}

/** Headers come as Latin-1, whatever bytes the server wrote. Null for what is no address. */
function absolute(location: string | null, requestUrl: URL): string | null {
  if (location === null) return null;
  const { text } = textOfBody(Buffer.from(location, 'latin1'), null);
  return URL.parse(text, requestUrl.href)?.href ?? null;
}

function bodyOf(request: ProviderRequest): { body?: string | URLSearchParams } {
  if (request.json !== undefined) return { body: request.json };
  if (request.form !== undefined) return { body: new URLSearchParams(request.form) };
  return {};
}

async function readAtMost(response: Response, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
