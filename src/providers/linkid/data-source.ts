import { z } from 'zod';
import type { ImageLimits } from '../../domain/input/image-check';
import { message } from '../../domain/messages/message';
import { type Known, maskAll } from '../../domain/privacy/masking';
import type { Secret } from '../../domain/privacy/secret';
import type { Outcome } from '../../domain/verification/outcome';
import type { Reading } from '../../domain/verification/reading';
import { AppToken, type NotDone } from '../app-token';
import { askWithRepeat } from '../ask-with-repeat';
import { HttpClient } from '../http-client';
import { answerStep, tokenStep } from '../probe';
import type { ProbeStep, ProviderTools } from '../provider';
import type { ProviderResponse } from '../provider-response';
import { withoutSensitive } from '../sensitive';
import { settle } from '../settle';
import type { WireIdentity } from './identity';
import { sensitiveValuesOf } from './sensitive';
import {
  anothersResult,
  isUnauthorised,
  type PageRequest,
  type PhotoRequest,
  pageBody,
  photoBody,
  readPageAnswer,
  readPhotoAnswer,
  readQueryAnswer,
} from './wire';

export interface LinkIdSettings {
  /** https://{selfServer} of the document. */
  readonly baseUrl: string;
  /** The single sign-on that gives application tokens. */
  readonly ssoUrl: string;
  /** The server of 应用实名核身 (section 五); null if this deployment has none; LINKID_APP is then not offered. */
  readonly apprealBaseUrl: string | null;
  readonly clientId: string;
  readonly clientSecret: Secret<string>;
  /** Origins that redirectUri and service may have; 'loopback' is this machine at any port. */
  readonly redirectAllowlist: readonly string[] | 'loopback';
  /** Limits of a face photo, in bytes of the decoded image. */
  readonly faceImage: ImageLimits;
}

const realNamePath = '/linkid/public/api/aggregate/realname';

/** Every answer of LinkID's has a code, a refusal too; a proxy's page has none. */
const frame = z.object({ code: z.union([z.string(), z.number()]) });

/** Transport to LinkID's 实名核身 (linkid.md, sections 一 to 三). Never rejects for a fault of LinkID's. */
export class LinkIdDataSource {
  readonly #http: HttpClient;
  readonly #sso: HttpClient;
  readonly #tokens: AppToken;

  constructor(
    private readonly settings: LinkIdSettings,
    private readonly tools: ProviderTools,
  ) {
    this.#http = new HttpClient('LINKID', settings.baseUrl, tools);
    this.#sso = new HttpClient('LINKID', settings.ssoUrl, tools);
    this.#tokens = new AppToken('LINKID', () => this.#fetchToken(), tools, settings.clientSecret);
  }

  get isAvailable(): boolean {
    return this.#http.isAvailable && this.#sso.isAvailable;
  }

  /** Section 一: requests the page on which the person verifies. */
  async startPage(request: PageRequest): Promise<Outcome> {
    const { answer, tokens } = await this.#post('auth', pageBody(request));
    return this.#settle('auth', answer, readPageAnswer, [...tokens, ...sensitiveValuesOf(request)]);
  }

  /** Section 三: compares a photo; the answer is the verdict. */
  async checkPhoto(request: PhotoRequest): Promise<Outcome> {
    const { answer, tokens } = await this.#post('validate', photoBody(request));
    return this.#settle('validate', answer, readPhotoAnswer, [...tokens, ...sensitiveValuesOf(request)]);
  }

  /**
   * Section 二: the result that `at` stands for, if it is about the identity that was sent. A refusal of this service
   * is no verdict on the person, so it changes nothing.
   */
  async queryResult(at: string, sent: WireIdentity | null): Promise<Outcome> {
    const answer = await this.#askResult(at);
    // With any answer: once `at` is recorded, LinkID can be queried again.
    const askedBy = { at };
    if (answer.kind === 'notDone') {
      return answer.failure.retryable
        ? { kind: 'silent', askedBy }
        : { kind: 'undecided', askedBy, message: message('REFUSED_TO_BE_ASKED') };
    }
    const outcome = this.#settle('query', answer, (told) => readQueryAnswer(told, sent));
    // A result about another person belongs to that person: its reference is not kept for later queries.
    return outcome.message === anothersResult ? outcome : { ...outcome, askedBy };
  }

  /** Requests a token of the single sign-on, then section 二 for an `at` that does not exist. */
  async probe(): Promise<readonly ProbeStep[]> {
    const grant = await this.#tokens.get();
    const token = tokenStep(
      { call: 'accessToken', settings: ['LINKID_SSO_URL', 'LINKID_CLIENT_ID', 'LINKID_CLIENT_SECRET'] },
      grant,
    );
    if (grant.kind === 'notDone') return [token];
    const answer = await this.#askResult('realname-doctor');
    return [token, answerStep({ call: 'query', settings: ['LINKID_BASE_URL'] }, answer, isFramed)];
  }

  #askResult(at: string): Promise<ProviderResponse | NotDone> {
    const path = `${realNamePath}/query/${encodeURIComponent(at)}`;
    const ask = (token: string) =>
      this.#http.send('query', { method: 'GET', path, headers: { authorization: `Bearer ${token}` } });
    return this.#tokens.send((token) => askWithRepeat(() => ask(token)), isUnauthorised);
  }

  async #post(
    call: 'auth' | 'validate',
    json: string,
  ): Promise<{ readonly answer: ProviderResponse | NotDone; readonly tokens: readonly Known[] }> {
    const path = `${realNamePath}/${call}`;
    const tokens: Known[] = [];
    const send = (token: string) => {
      tokens.push([token, maskAll]);
      return this.#http.send(call, {
        method: 'POST',
        path,
        headers: { authorization: `Bearer ${token}` },
        json,
      });
    };
    return { answer: await this.#tokens.send(send, isUnauthorised), tokens };
  }

  #settle(
    call: string,
    answer: ProviderResponse | NotDone,
    read: (told: ProviderResponse) => Reading,
    sensitive: readonly Known[] = [],
  ): Outcome {
    if (answer.kind === 'notDone') {
      return withoutSensitive({ kind: 'failed', failure: answer.failure, isUnsent: true }, sensitive);
    }
    return settle(this.tools.log, { provider: 'LINKID', call }, answer, read(answer), sensitive);
  }

  /** LinkID takes the secret in the query string only. HttpClient logs no address, and no other code may do so. */
  #fetchToken(): Promise<ProviderResponse> {
    return this.#sso.send('accessToken', {
      method: 'GET',
      path: '/oauth2.0/accessToken',
      query: {
        grant_type: 'client_credentials',
        client_id: this.settings.clientId,
        client_secret: this.settings.clientSecret.reveal(),
      },
    });
  }
}

function isFramed(answer: ProviderResponse): boolean {
  return answer.kind === 'answer' && frame.safeParse(answer.body).success;
}
