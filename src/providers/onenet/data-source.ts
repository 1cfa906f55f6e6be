import type { Secret } from '../../domain/privacy/secret';
import type { Outcome } from '../../domain/verification/outcome';
import { plain } from '../../domain/verification/reading';
import { HttpClient } from '../http-client';
import { answerStep } from '../probe';
import type { ProbeStep, ProviderTools } from '../provider';
import type { ProviderResponse } from '../provider-response';
import { settle } from '../settle';
import { type SignMethod, signAuthorization } from './authorization';
import { sensitiveValuesOf } from './sensitive';
import { readStartAnswer, type StartRequest, startBody } from './wire';

export interface OneNetSettings {
  /** e.g. https://api.heclouds.com */
  readonly baseUrl: string;
  /** Base64, as OneNET hands it out. */
  readonly accessKey: Secret<string>;
  readonly signMethod: SignMethod;
}

/** Long enough for clocks that disagree a little, short enough that a leaked signature is soon worthless. */
const signatureLifeSeconds = 300;

/** Transport to OneNET (onenet.md, "获取实名认证服务URL"). */
export class OneNetDataSource {
  readonly #http: HttpClient;

  constructor(
    private readonly settings: OneNetSettings,
    private readonly tools: ProviderTools,
  ) {
    this.#http = new HttpClient('ONENET', settings.baseUrl, tools);
  }

  get isAvailable(): boolean {
    return this.#http.isAvailable;
  }

  /** Asks for the page on which the person verifies. Sends once; never rejects for a fault of OneNET's. */
  async start(request: StartRequest): Promise<Outcome> {
    const authorization = this.#authorization();
    const answer = await this.#http.send('auth_url', {
      method: 'POST',
      path: '/real_name_reg/auth_url',
      headers: { authorization },
      json: startBody(request),
    });
    const call = { provider: 'ONENET', call: 'auth_url' };
    const sensitive = sensitiveValuesOf(request, authorization);
    return settle(this.tools.log, call, answer, plain(readStartAnswer(answer)), sensitive);
  }

  /**
   * 获取实名认证服务URL without any of the parameters that it needs, so that nothing can be started. No document names
   * the code of a wrong signature: it is known by being answered like one that ended long ago.
   */
  async probe(): Promise<readonly ProbeStep[]> {
    const probed = {
      call: 'auth_url',
      settings: ['ONENET_BASE_URL', 'ONENET_ACCESS_KEY', 'ONENET_SIGN_METHOD'],
    };
    const [ours, ended] = [
      await this.#askNothing(this.#authorization()),
      await this.#askNothing(this.#authorization(new Date(0))),
    ];
    const refusals = [ours, ended].map(readStartAnswer);
    const [code, codeOfEnded] = refusals.map((refusal) =>
      refusal.kind === 'failed' ? refusal.failure.providerCode : null,
    );
    if (code === null || code === undefined) return [answerStep(probed, ours, () => false)];
    return [{ ...probed, finding: code === codeOfEnded ? 'refused' : 'ok', code }];
  }

  #askNothing(authorization: string): Promise<ProviderResponse> {
    return this.#http.send('auth_url', {
      method: 'POST',
      path: '/real_name_reg/auth_url',
      headers: { authorization },
      json: '{}',
    });
  }

  #authorization(now = this.tools.now()): string {
    const { accessKey, signMethod } = this.settings;
    const expiresAt = Math.floor(now.getTime() / 1000) + signatureLifeSeconds;
    return signAuthorization({ accessKey, signMethod, expiresAt });
  }
}
