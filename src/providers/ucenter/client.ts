import { message } from '../../domain/messages/message';
import type { Secret } from '../../domain/privacy/secret';
import type { Failure } from '../../domain/verification/verification';
import { AppToken, type NotDone } from '../app-token';
import { HttpClient, type ProviderRequest } from '../http-client';
import type { ProviderTools } from '../provider';
import type { ProviderResponse } from '../provider-response';
import { type CodeRules, documentedCodesOnly, isTokenDead } from './reply';

export interface UcenterAccess {
  /** 调用入口, e.g. https://api.ucenter.example */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret<string>;
}

/** A request without its authorization. */
export type UcenterRequest = Pick<ProviderRequest, 'method' | 'path' | 'query' | 'json'>;

/** Requests to ucenter with the application's token or with a person's own. */
export class UcenterClient {
  readonly #http: HttpClient;
  readonly #tokens: AppToken;

  constructor(
    private readonly access: UcenterAccess,
    tools: ProviderTools,
  ) {
    this.#http = new HttpClient('UCENTER', access.baseUrl, tools);
    this.#tokens = new AppToken('UCENTER', () => this.#fetchToken(), tools, access.clientSecret);
  }

  get isAvailable(): boolean {
    return this.#http.isAvailable;
  }

  /** The application's token, or why there is none. */
  grant(): ReturnType<AppToken['get']> {
    return this.#tokens.get();
  }

  /** A token that ucenter no longer accepts is renewed once, and the request is then sent once more. */
  asApplication(
    request: (token: string) => Promise<ProviderResponse>,
    rules: CodeRules = documentedCodesOnly,
  ): Promise<ProviderResponse | NotDone> {
    return this.#tokens.send(request, (answer) => isTokenDead(answer, rules));
  }

  async asPerson(
    token: Secret<string>,
    request: (token: string) => Promise<ProviderResponse>,
    rules: CodeRules = documentedCodesOnly,
  ): Promise<ProviderResponse | NotDone> {
    // Over a socket a client can bring any text: one that no header can carry would count as silence of ucenter.
    if (!isHeaderValue(token.reveal())) return { kind: 'notDone', failure: wrongPersonToken };
    const answer = await request(token.reveal());
    return isTokenDead(answer, rules) ? { kind: 'notDone', failure: wrongPersonToken } : answer;
  }

  send(call: string, token: string, request: UcenterRequest): Promise<ProviderResponse> {
    const headers = { 'x-deepcloud-from': 'client', authorization: token };
    return this.#http.send(call, { ...request, headers });
  }

  #fetchToken(): Promise<ProviderResponse> {
    return this.#http.send('access_token', {
      method: 'POST',
      path: '/open/access_token',
      form: {
        grant_type: 'client_credentials',
        client_id: this.access.clientId,
        client_secret: this.access.clientSecret.reveal(),
      },
    });
  }
}

/** Printable ASCII, and no longer than what servers take of one header. */
function isHeaderValue(token: string): boolean {
  return /^[\x21-\x7e]{1,4096}$/.test(token);
}

const wrongPersonToken: Failure = {
  code: 'WRONG_CREDENTIAL',
  message: message('PERSON_TOKEN_WRONG'),
  providerCode: '401',
  providerMessage: null,
  retryable: false,
};
