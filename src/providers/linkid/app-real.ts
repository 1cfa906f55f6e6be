import { checkAllowedUrl } from '../../domain/input/address-check';
import type { Outcome } from '../../domain/verification/outcome';
import type { Reading } from '../../domain/verification/reading';
import { askWithRepeat } from '../ask-with-repeat';
import { HttpClient } from '../http-client';
import { answerStep } from '../probe';
import type { ApplicationResult, ProbeStep, ProviderTools } from '../provider';
import type { ProviderResponse } from '../provider-response';
import { logUnreadable, settle } from '../settle';
import {
  type AppAnswer,
  applicationResultOf,
  laterReading,
  readResult,
  readStart,
  startReading,
} from './redirect';
import { appSensitiveValuesOf } from './sensitive';

export type Platform = 'PC' | 'PHONE';

export interface AppCheck {
  /** The application's number at LinkID. */
  readonly appId: string;
  /** The application's address. */
  readonly service: string;
  /** The person's account at LinkID. */
  readonly userId: string;
  readonly platform: Platform;
}

/** Transport to 应用实名核身 (linkid.md, section 五), which takes no token. Never rejects for a fault of LinkID's. */
export class AppReal {
  readonly #http: HttpClient;

  constructor(
    private readonly baseUrl: string,
    private readonly redirectAllowlist: readonly string[] | 'loopback',
    private readonly tools: ProviderTools,
  ) {
    this.#http = new HttpClient('LINKID', baseUrl, tools);
  }

  async start(check: AppCheck): Promise<Outcome> {
    return this.#settle(check, await this.#start(check), startReading);
  }

  /**
   * The state of a check that was started before. It is asked by a start for the same person: the application's last
   * result names no person, so it decides nothing about anybody.
   */
  async outcome(check: AppCheck): Promise<Outcome> {
    return this.#settle(check, await askWithRepeat(() => this.#start(check)), laterReading);
  }

  /** The record of the application's last check; null when there was no answer that says anything. */
  async result(appId: string, platform: Platform): Promise<ApplicationResult | null> {
    const { answer, read } = await this.#ask(appId, platform);
    const isSilent = read.kind === 'silent' || read.kind === 'elsewhere';
    if (isSilent) logUnreadable(this.tools.log, { provider: 'LINKID', call: 'appreal-result' }, answer);
    return applicationResultOf(read);
  }

  /** 查询实名核身结果日志 of an application that does not exist: answered by the intercept page, which names the reason. */
  async probe(): Promise<readonly ProbeStep[]> {
    const { answer, read } = await this.#ask('realname-doctor', 'PC');
    const probed = { call: 'appreal-result', settings: ['APPREAL_BASE_URL'] };
    return [answerStep(probed, answer, () => read.kind === 'stopped' || read.kind === 'passed')];
  }

  /** `userId` and `service` travel in the query string because the document has no other way. */
  #start({ appId, service, userId, platform }: AppCheck): Promise<ProviderResponse> {
    const path = `/appreal/public/start/${encodeURIComponent(appId)}`;
    const query = { service, userId, platform };
    return this.#http.send('appreal-start', { method: 'GET', path, query });
  }

  #settle(check: AppCheck, answer: ProviderResponse, read: (told: AppAnswer) => Reading): Outcome {
    const reading = read(readStart(answer, check.service));
    const call = { provider: 'LINKID', call: 'appreal-start' };
    return settle(this.tools.log, call, answer, reading, appSensitiveValuesOf(check));
  }

  async #ask(appId: string, platform: Platform) {
    // The document's example line says /start/ here, which is a slip.
    const path = `/appreal/public/result/${encodeURIComponent(appId)}`;
    const answer = await askWithRepeat(() =>
      this.#http.send('appreal-result', { method: 'GET', path, query: { platform } }),
    );
    return { answer, read: readResult(answer, (target) => this.#isApplication(target)) };
  }

  /** An application's address: one that browsers may be sent to, away from the server that answered. */
  #isApplication(target: URL): boolean {
    const isOwn = target.origin === new URL(this.baseUrl).origin;
    return !isOwn && checkAllowedUrl(this.redirectAllowlist)(target.href).ok;
  }
}
