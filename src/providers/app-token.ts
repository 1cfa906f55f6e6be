import { message } from '../domain/messages/message';
import type { Secret } from '../domain/privacy/secret';
import type { Failure } from '../domain/verification/verification';
import { placeOf } from './place';
import type { ProbeStep, ProviderTools } from './provider';
import { isRedirect, type ProviderResponse } from './provider-response';
import { readTokenAnswer, refusalCode, shapeOf } from './token-answer';

/** The request was not carried out: there was no token to send it with, or the provider refused the token twice. */
export interface NotDone {
  readonly kind: 'notDone';
  readonly failure: Failure;
  /** For an operator: the form of the answer that came instead of a token, without any value of it. */
  readonly cause?: Pick<ProbeStep, 'finding' | 'code'>;
}

type Grant = { readonly kind: 'token'; readonly token: Secret<string> } | NotDone;

/** A token is renewed this long before it expires, in milliseconds, so that none expires on its way to the provider. */
const renewalLeadMs = 60_000;
/** For short-lived tokens the lead is this share of their lifetime instead. */
const renewalLeadShare = 0.1;

/**
 * The application token of one provider (client_credentials): fetched when first needed, shared, renewed shortly before
 * it expires, by one request at a time. A failed fetch is not kept: the next caller tries again.
 */
export class AppToken {
  #current: { readonly token: Secret<string>; readonly renewAt: number } | null = null;
  #renewal: Promise<Grant> | null = null;

  /**
   * `fetchToken` sends the token request; its answer is `{access_token, expires_in}` with seconds. `secret` is the
   * credential in that request, which a refusal might repeat.
   */
  constructor(
    private readonly provider: string,
    private readonly fetchToken: () => Promise<ProviderResponse>,
    private readonly tools: ProviderTools,
    private readonly secret?: Secret<string>,
  ) {}

  /** The token, or why there is none. Concurrent callers wait for the same fetch. */
  get(): Promise<Grant> {
    if (this.#current && this.tools.now().getTime() < this.#current.renewAt) {
      return Promise.resolve({ kind: 'token', token: this.#current.token });
    }
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  /** Forgets a token that the provider no longer accepts. A newer one, fetched in the meantime, stays. */
  drop(token: Secret<string>): void {
    if (this.#current?.token === token) this.#current = null;
  }

  /**
   * Sends a request with the token. "Unauthorised" means that nothing was done, so the token is dropped and the
   * request is sent once more with a new one; a second "unauthorised" is a refusal of this service.
   */
  async send(
    request: (token: string) => Promise<ProviderResponse>,
    isUnauthorised: (answer: ProviderResponse) => boolean,
  ): Promise<ProviderResponse | NotDone> {
    for (let attempt = 1; attempt <= 2; attempt++) {
      const grant = await this.get();
      if (grant.kind === 'notDone') return grant;
      const answer = await request(grant.token.reveal());
      if (!isUnauthorised(answer)) return answer;
      this.drop(grant.token);
    }
    this.tools.log.error({ provider: this.provider }, 'the provider refused a fresh application token');
    return refused('401');
  }

  async #renew(): Promise<Grant> {
    // The lifetime counts from before the request, which is earlier than the provider's own count.
    const askedAt = this.tools.now().getTime();
    const answer = await this.fetchToken();
    const granted = readTokenAnswer(answer);
    if (!granted) return this.#failed(answer);
    const { token, lifeSeconds } = granted;
    const lifeMs = lifeSeconds * 1000;
    const leadMs = Math.min(renewalLeadMs, lifeMs * renewalLeadShare);
    this.#current = { token, renewAt: askedAt + lifeMs - leadMs };
    return { kind: 'token', token };
  }

  #failed(answer: ProviderResponse): NotDone {
    if (answer.kind === 'silent') {
      return {
        kind: 'notDone',
        failure: unavailable,
        cause: { finding: 'silent', code: answer.code ?? answer.reason },
      };
    }
    const refusal = refusalCode(answer, this.secret?.reveal());
    if (refusal !== null) {
      this.tools.log.error({ provider: this.provider }, 'the provider refused to give an application token');
      return refused(refusal);
    }
    const line = { provider: this.provider, httpStatus: answer.status };
    if (isRedirect(answer)) {
      const place = placeOf(answer.location);
      this.tools.log.warn({ ...line, place }, 'the token request was redirected to another place');
      return { kind: 'notDone', failure: unavailable, cause: { finding: 'elsewhere', code: place } };
    }
    const shape = shapeOf(answer);
    this.tools.log.warn({ ...line, shape }, 'the answer to the token request cannot be read');
    return {
      kind: 'notDone',
      failure: unavailable,
      cause: { finding: 'unreadable', code: `HTTP ${answer.status}, ${shape}` },
    };
  }
}

const unavailable: Failure = {
  code: 'PROVIDER_UNAVAILABLE',
  message: message('PROVIDER_SILENT'),
  providerCode: null,
  providerMessage: null,
  retryable: true,
};

function refused(providerCode: string): NotDone {
  const failure: Failure = {
    code: 'PROVIDER_REFUSED',
    message: message('PROVIDER_REFUSES_US'),
    providerCode,
    providerMessage: null,
    retryable: false,
  };
  return { kind: 'notDone', failure, cause: { finding: 'refused', code: providerCode } };
}
