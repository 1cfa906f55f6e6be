import { maskAll } from '../../domain/masking';
import type { Outcome } from '../../domain/outcome';
import type { Secret } from '../../domain/secret';
import type { Failure } from '../../domain/verification';
import type { Answer } from '../answer';
import { AppToken, type NotDone } from '../app-token';
import { askWithRepeat } from '../ask-with-repeat';
import { withoutEcho } from '../echo';
import { HttpClient } from '../http-client';
import { answerStep, tokenStep } from '../probe';
import type { ProbeStep, ProviderTools } from '../provider';
import { echoesOf } from './echo';
import type { Noted } from './values';
import {
  isUnauthorised,
  type MergeRequest,
  mergeBody,
  type RnAuthRequest,
  readMergeAnswer,
  readResultAnswer,
  readRnAuthAnswer,
  rnAuthBody,
} from './wire';

export interface UcenterSettings {
  /** 调用入口, e.g. https://api.ucenter.example */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret<string>;
  /** Codes of ucenter's answers that mean "the data does not belong together". The document names none. */
  readonly rejectedCodes: readonly number[];
  /** Limits of a face image, in bytes of the decoded image. */
  readonly faceImage: { readonly minBytes: number; readonly maxBytes: number };
}

/** Whose request it is: the person's own token says it by itself, the application's token needs the guid. */
export interface OnBehalfOf {
  readonly guid: string | null;
  readonly personToken?: Secret<string>;
}

const rnAuthPath = '/api/ucenter-service-provider/api/user/rnauth';
const fixedHeaders = { 'x-deepcloud-from': 'client' };

/** Transport to ucenter (ucenter.md). Never rejects for a fault of ucenter's. */
export class UcenterDataSource {
  readonly #http: HttpClient;
  readonly #tokens: AppToken;

  constructor(
    private readonly settings: UcenterSettings,
    private readonly tools: ProviderTools,
  ) {
    this.#http = new HttpClient('UCENTER', settings.baseUrl, tools);
    this.#tokens = new AppToken('UCENTER', () => this.#fetchToken(), tools, settings.clientSecret);
  }

  get isAvailable(): boolean {
    return this.#http.isAvailable;
  }

  /** 实名认证接口: sends one verification, once. */
  verify(request: RnAuthRequest, person: OnBehalfOf): Promise<Outcome> {
    return this.#post(
      'rnauth',
      person,
      (guid) => rnAuthBody(request, guid),
      (answer, sent) => readRnAuthAnswer(answer, sent, this.settings.rejectedCodes),
    );
  }

  /** 用户合并认证: cannot be undone, and is never repeated by itself. */
  merge(request: MergeRequest, person: OnBehalfOf): Promise<Outcome> {
    return this.#post('merge', person, (guid) => mergeBody(request, guid), readMergeAnswer);
  }

  /** 实名认证结果查询接口. A refusal of this service is not a verdict on the person, so nothing changes then. */
  async result(rnAuthTicket: string): Promise<Outcome> {
    const answer = await this.#askResult(rnAuthTicket);
    if (answer.kind === 'notDone') {
      return answer.failure.retryable
        ? { kind: 'silent' }
        : { kind: 'undecided', message: 'ucenter refused to be asked.' };
    }
    return this.#settle('result', answer, readResultAnswer(answer));
  }

  /** A token (/open/access_token), then 实名认证结果查询接口 for a ticket that nobody has. */
  async probe(): Promise<readonly ProbeStep[]> {
    const settings = ['UCENTER_BASE_URL', 'UCENTER_CLIENT_ID', 'UCENTER_CLIENT_SECRET'];
    const grant = await this.#tokens.get();
    const token = tokenStep({ call: 'access_token', settings }, grant);
    if (grant.kind === 'notDone') return [token];
    const answer = await this.#askResult('realname-doctor');
    const isReadable = (told: Answer) => readResultAnswer(told).value.kind !== 'silent';
    return [token, answerStep({ call: 'result', settings }, answer, isReadable)];
  }

  #askResult(rnAuthTicket: string): Promise<Answer | NotDone> {
    const ask = (token: string) =>
      this.#http.send('result', {
        method: 'GET',
        path: `${rnAuthPath}/result`,
        query: { rnAuthTicket },
        headers: { ...fixedHeaders, authorization: token },
      });
    return this.#tokens.send(
      (token) => askWithRepeat(() => ask(token)),
      (candidate) => isUnauthorised(candidate, []),
    );
  }

  async #post(
    call: string,
    person: OnBehalfOf,
    bodyFor: (guid: string | undefined) => string,
    read: (answer: Answer, sent: string) => Noted<Outcome>,
  ): Promise<Outcome> {
    const { guid, personToken } = person;
    if (!personToken && guid === null) return { kind: 'failed', failure: withoutAccount };
    const sent = bodyFor(personToken ? undefined : (guid ?? undefined));
    const tokens: string[] = [];
    const send = (token: string) => {
      tokens.push(token);
      return this.#http.send(call, {
        method: 'POST',
        path: rnAuthPath,
        headers: { ...fixedHeaders, authorization: token },
        json: sent,
      });
    };
    const answer = await this.#authorised(personToken, send);
    if (answer.kind === 'notDone') return { kind: 'failed', failure: answer.failure };
    // Nothing left this machine: a merge, too, may be tried again.
    if (answer.kind === 'silent' && answer.reason === 'not-sent') return { kind: 'failed', failure: notSent };
    const outcome = this.#settle(call, answer, read(answer, sent));
    return withoutEcho(outcome, [...echoesOf(sent), ...tokens.map((token) => [token, maskAll] as const)]);
  }

  async #authorised(
    personToken: Secret<string> | undefined,
    send: (token: string) => Promise<Answer>,
  ): Promise<Answer | NotDone> {
    const isRefused = (answer: Answer) => isUnauthorised(answer, this.settings.rejectedCodes);
    if (!personToken) return this.#tokens.send(send, isRefused);
    // Over a socket a client can bring any text: one that no header can carry would count as silence of ucenter.
    if (!isHeaderValue(personToken.reveal())) return { kind: 'notDone', failure: wrongPersonToken };
    const answer = await send(personToken.reveal());
    return isRefused(answer) ? { kind: 'notDone', failure: wrongPersonToken } : answer;
  }

  #settle(call: string, answer: Answer, { value: outcome, oddities }: Noted<Outcome>): Outcome {
    const line = { provider: 'UCENTER', call };
    for (const oddity of oddities) {
      this.tools.log.warn({ ...line, ...oddity }, 'provider sent a value that its document does not name');
    }
    if (outcome.kind === 'silent' && answer.kind === 'answer') {
      this.tools.log.warn({ ...line, httpStatus: answer.status }, 'provider answered what cannot be read');
    }
    return outcome;
  }

  #fetchToken(): Promise<Answer> {
    return this.#http.send('access_token', {
      method: 'POST',
      path: '/open/access_token',
      form: {
        grant_type: 'client_credentials',
        client_id: this.settings.clientId,
        client_secret: this.settings.clientSecret.reveal(),
      },
    });
  }
}

/** Printable ASCII, and no longer than what servers take of one header. */
function isHeaderValue(token: string): boolean {
  return /^[\x21-\x7e]{1,4096}$/.test(token);
}

const notSent: Failure = {
  code: 'PROVIDER_UNAVAILABLE',
  message: 'ucenter does not answer at the moment. Please try again later.',
  providerCode: null,
  providerMessage: null,
  retryable: true,
};

const wrongPersonToken: Failure = {
  code: 'WRONG_CREDENTIAL',
  message: "The account's own token is wrong or out of date. Please sign in again.",
  providerCode: '401',
  providerMessage: null,
  retryable: false,
};

const withoutAccount: Failure = {
  code: 'INVALID_INPUT',
  message: 'ucenter verifies accounts only: neither a guid nor a token of an account was given.',
  providerCode: null,
  providerMessage: null,
  retryable: false,
};
