import { z } from 'zod';
import type { ImageLimits } from '../../domain/image-check';
import { type Known, maskAll } from '../../domain/masking';
import type { Outcome } from '../../domain/outcome';
import type { Secret } from '../../domain/secret';
import type { Answer } from '../answer';
import { AppToken, type NotDone } from '../app-token';
import { askWithRepeat } from '../ask-with-repeat';
import { withoutEcho } from '../echo';
import { HttpClient } from '../http-client';
import { answerStep, tokenStep } from '../probe';
import type { ProbeStep, ProviderTools } from '../provider';
import { echoesOf } from './echo';
import type { WireIdentity } from './identity';
import { reportReading } from './report';
import {
  isUnauthorised,
  type PageRequest,
  type PhotoRequest,
  pageBody,
  photoBody,
  type Reading,
  readPageAnswer,
  readPhotoAnswer,
  readQueryAnswer,
} from './wire';

export interface LinkIdSettings {
  /** https://{selfServer} of the document. */
  readonly baseUrl: string;
  /** The single sign-on that gives application tokens. */
  readonly ssoUrl: string;
  /** The server of 应用实名核身 (section 五); null where this deployment has none, and then LINKID_APP is not offered. */
  readonly apprealBaseUrl: string | null;
  readonly clientId: string;
  readonly clientSecret: Secret<string>;
  /** Origins that redirectUri and service may have; 'loopback' is this machine at any port. */
  readonly redirectAllowlist: readonly string[] | 'loopback';
  /** Limits of a face photo, in bytes of the decoded image. */
  readonly faceImage: ImageLimits;
}

const realNamePath = '/linkid/public/api/aggregate/realname';

/** What every answer of LinkID's has, a refusal too; a proxy's page has not. */
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
    return this.#http.isAvailable;
  }

  /** Section 一: asks for the page on which the person verifies. */
  async startPage(request: PageRequest): Promise<Outcome> {
    const { answer, tokens } = await this.#post('auth', pageBody(request));
    return withoutEcho(this.#settle('auth', answer, readPageAnswer), [...tokens, ...echoesOf(request)]);
  }

  /** Section 三: has a photo compared, at once. */
  async checkPhoto(request: PhotoRequest): Promise<Outcome> {
    const { answer, tokens } = await this.#post('validate', photoBody(request));
    return withoutEcho(this.#settle('validate', answer, readPhotoAnswer), [...tokens, ...echoesOf(request)]);
  }

  /**
   * Section 二: the result behind `at`, if it is about the identity that was sent. A refusal of this service is not a
   * verdict on the person, so nothing changes then.
   */
  async queryResult(at: string, sent: WireIdentity | null): Promise<Outcome> {
    const answer = await this.#askResult(at);
    // Whatever came: with `at` recorded, LinkID can be asked again.
    const references = { at };
    if (answer.kind === 'notDone') {
      return answer.failure.retryable
        ? { kind: 'silent', references }
        : { kind: 'undecided', references, message: 'LinkID refused to be asked.' };
    }
    return { ...this.#settle('query', answer, (told) => readQueryAnswer(told, sent)), references };
  }

  /** A token of the single sign-on, then section 二 for an `at` that nobody has. */
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

  #askResult(at: string): Promise<Answer | NotDone> {
    const path = `${realNamePath}/query/${encodeURIComponent(at)}`;
    const ask = (token: string) =>
      this.#http.send('query', { method: 'GET', path, headers: { authorization: `Bearer ${token}` } });
    return this.#tokens.send((token) => askWithRepeat(() => ask(token)), isUnauthorised);
  }

  async #post(
    call: 'auth' | 'validate',
    json: string,
  ): Promise<{ readonly answer: Answer | NotDone; readonly tokens: readonly Known[] }> {
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

  #settle(call: string, answer: Answer | NotDone, read: (told: Answer) => Reading): Outcome {
    if (answer.kind === 'notDone') return { kind: 'failed', failure: answer.failure };
    return reportReading(this.tools.log, call, answer, read(answer));
  }

  /** LinkID wants the secret in the query string. HttpClient logs no address, and neither may anybody else. */
  #fetchToken(): Promise<Answer> {
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

function isFramed(answer: Answer): boolean {
  return answer.kind === 'answer' && frame.safeParse(answer.body).success;
}
