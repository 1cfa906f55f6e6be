import { randomBytes } from 'node:crypto';

/** The credentials that a provider's console would have issued to the application. */
export interface ApplicationClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Issues an application's access tokens (client_credentials) and keeps the valid ones. */
export class ApplicationTokens {
  readonly #endsAt = new Map<string, number>();

  constructor(
    private readonly now: () => Date,
    private readonly client: ApplicationClient,
    readonly lifetimeSeconds: number,
  ) {}

  /** True when the parameters are a client_credentials request of our client. */
  accepts(parameters: URLSearchParams): boolean {
    return (
      parameters.get('grant_type') === 'client_credentials' &&
      parameters.get('client_id') === this.client.clientId &&
      parameters.get('client_secret') === this.client.clientSecret
    );
  }

  issue(): string {
    const time = this.now().getTime();
    for (const [token, end] of this.#endsAt) if (end <= time) this.#endsAt.delete(token);
    const token = randomBytes(24).toString('base64url');
    this.#endsAt.set(token, time + this.lifetimeSeconds * 1000);
    return token;
  }

  isAlive(token: string): boolean {
    const end = this.#endsAt.get(token);
    return end !== undefined && end > this.now().getTime();
  }
}

/** For the magic value that refuses a good token: remembers the refused token of each request. */
export class FirstRequests {
  readonly #refused = new Map<string, string | null>();

  /**
   * True for the first request and as long as the token stays the same; false once, with another token or with null (a
   * caller whose token never changes). Then it starts over.
   */
  refuses(request: string, token: string | null): boolean {
    const before = this.#refused.get(request);
    if (before === undefined || (before === token && token !== null)) {
      this.#refused.set(request, token);
      return true;
    }
    this.#refused.delete(request);
    return false;
  }
}
