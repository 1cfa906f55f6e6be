import { z } from 'zod';
import { Secret } from '../domain/secret';
import type { Failure } from '../domain/verification';
import type { Answer } from './answer';
import type { ProviderTools } from './provider';

/** The request was not carried out: there was no token to send it with, or the provider refused the token twice. */
export interface NotDone {
  readonly kind: 'notDone';
  readonly failure: Failure;
}

type Grant = { readonly kind: 'token'; readonly token: Secret<string> } | NotDone;

/** A token is renewed this long before its end, so that none ends on its way to the provider. */
const renewalLeadMs = 60_000;
/** For short-lived tokens the lead is this share of their life instead. */
const renewalLeadShare = 0.1;

const grantSchema = z.object({
  access_token: z.string().trim().min(1),
  // Without a readable life the token serves those who wait for it now, and is not kept.
  expires_in: z.coerce.number().positive().catch(0),
});
const refusalSchema = z
  .object({ code: z.union([z.string(), z.number()]) })
  .or(z.object({ error: z.string() }).transform(({ error }) => ({ code: error })));

/**
 * One application token of one provider (client_credentials): fetched when first needed, shared, renewed shortly
 * before its end by one request at a time. A failed fetch is not kept: the next caller tries again.
 */
export class AppToken {
  #current: { readonly token: Secret<string>; readonly renewAt: number } | null = null;
  #renewal: Promise<Grant> | null = null;

  /**
   * `fetchToken` sends the token request; its answer is `{access_token, expires_in}` with seconds. `secret` is what is
   * shown there, and what a refusal must not repeat.
   */
  constructor(
    private readonly provider: string,
    private readonly fetchToken: () => Promise<Answer>,
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

  /** Forgets a token the provider no longer takes. A newer one, fetched meanwhile by somebody else, stays. */
  drop(token: Secret<string>): void {
    if (this.#current?.token === token) this.#current = null;
  }

  /**
   * Sends a request with the token. "Unauthorised" means that nothing was done, so the token is dropped and the
   * request is sent once more with a new one; a second "unauthorised" is a refusal of this service.
   */
  async send(
    request: (token: string) => Promise<Answer>,
    isUnauthorised: (answer: Answer) => boolean,
  ): Promise<Answer | NotDone> {
    for (let attempt = 1; attempt <= 2; attempt++) {
      const grant = await this.get();
      if (grant.kind === 'notDone') return grant;
      const answer = await request(grant.token.reveal());
      if (!isUnauthorised(answer)) return answer;
      this.drop(grant.token);
    }
    this.tools.log.error({ provider: this.provider }, 'the provider refused a fresh application token');
    return { kind: 'notDone', failure: refused('401') };
  }

  async #renew(): Promise<Grant> {
    // Counted from before the request: the provider's clock on this token started later than ours.
    const askedAt = this.tools.now().getTime();
    const answer = await this.fetchToken();
    const granted = isSuccess(answer) ? grantSchema.safeParse(answer.body) : undefined;
    if (!granted?.success) return this.#failed(answer);
    const token = Secret.of(granted.data.access_token);
    const lifeMs = granted.data.expires_in * 1000;
    const leadMs = Math.min(renewalLeadMs, lifeMs * renewalLeadShare);
    this.#current = { token, renewAt: askedAt + lifeMs - leadMs };
    return { kind: 'token', token };
  }

  #failed(answer: Answer): NotDone {
    const refusal = answer.kind === 'answer' ? refusalCode(answer, this.secret?.reveal()) : null;
    if (refusal === null) return { kind: 'notDone', failure: unavailable };
    this.tools.log.error({ provider: this.provider }, 'the provider refused to give an application token');
    return { kind: 'notDone', failure: refused(refusal) };
  }
}

/** Some gateways refuse with HTTP 200 and say so in the body only. */
function refusalCode(answer: Extract<Answer, { kind: 'answer' }>, secret: string | undefined): string | null {
  const named = refusalSchema.safeParse(answer.body);
  if (answer.status < 400 && !(isSuccess(answer) && named.success)) return null;
  const code = named.success ? String(named.data.code) : '';
  // What is no code, such as invalid_client, is words, and words may repeat the secret.
  return /^[\w.-]{1,32}$/.test(code) && code !== secret ? code : String(answer.status);
}

function isSuccess(answer: Answer): answer is Extract<Answer, { kind: 'answer' }> {
  return answer.kind === 'answer' && answer.status >= 200 && answer.status < 300;
}

const unavailable: Failure = {
  code: 'PROVIDER_UNAVAILABLE',
  message: 'The provider did not answer. Please try again later.',
  providerCode: null,
  providerMessage: null,
  retryable: true,
};

function refused(providerCode: string): Failure {
  return {
    code: 'PROVIDER_REFUSED',
    message: 'The provider does not accept this service at the moment. Its operator has to act.',
    providerCode,
    providerMessage: null,
    retryable: false,
  };
}
