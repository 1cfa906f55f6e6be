import type { Outcome } from '../../domain/outcome';
import { askWithRepeat } from '../ask-with-repeat';
import { withoutEcho } from '../echo';
import { HttpClient } from '../http-client';
import type { AppResult, ProviderTools } from '../provider';
import { appEchoesOf } from './echo';
import { readRedirect, resultReading, startOutcome } from './redirect';
import { reportReading } from './report';

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
    private readonly tools: ProviderTools,
  ) {
    this.#http = new HttpClient('LINKID', baseUrl, tools);
  }

  /** `userId` and `service` travel in the query string because the document has no other way. */
  async start({ appId, service, userId, platform }: AppCheck): Promise<Outcome> {
    const path = `/appreal/public/start/${encodeURIComponent(appId)}`;
    const query = { service, userId, platform };
    const answer = await this.#http.send('appreal-start', { method: 'GET', path, query });
    const outcome = startOutcome(readRedirect(answer, this.baseUrl + path));
    const reported = reportReading(this.tools.log, 'appreal-start', answer, { outcome });
    return withoutEcho(reported, appEchoesOf({ userId, service }));
  }

  /** What has become of a check that was started before. */
  async outcome({
    appId,
    platform,
    userId,
  }: Pick<AppCheck, 'appId' | 'platform' | 'userId'>): Promise<Outcome> {
    const { answer, told } = await this.#ask(appId, platform);
    return reportReading(this.tools.log, 'appreal-result', answer, resultReading(told, userId));
  }

  /** The record of the application's last check; null when there was no answer that says anything. */
  async result(appId: string, platform: Platform): Promise<AppResult | null> {
    const { told } = await this.#ask(appId, platform);
    return told.kind === 'told' ? told.result : null;
  }

  async #ask(appId: string, platform: Platform) {
    // The document's example line says /start/ here, which is a slip.
    const path = `/appreal/public/result/${encodeURIComponent(appId)}`;
    const answer = await askWithRepeat(() =>
      this.#http.send('appreal-result', { method: 'GET', path, query: { platform } }),
    );
    return { answer, told: readRedirect(answer, this.baseUrl + path) };
  }
}
