import type { Secret } from '../../../../src/domain/privacy/secret';
import type { Outcome } from '../../../../src/domain/verification/outcome';
import type { SharedSettings } from '../../../../src/providers/entry';
import { HttpClient } from '../../../../src/providers/http-client';
import type { ProviderTools } from '../../../../src/providers/provider';
import { settle } from '../../../../src/providers/settle';
import { readArrangement, readCheck } from './wire';

export interface AcmeSettings extends Pick<SharedSettings, 'redirectAllowlist'> {
  readonly baseUrl: string;
  readonly token: Secret<string>;
}

/** Transport to ACME. */
export class AcmeDataSource {
  readonly #http: HttpClient;

  constructor(
    private readonly settings: AcmeSettings,
    private readonly tools: ProviderTools,
  ) {
    this.#http = new HttpClient('ACME', settings.baseUrl, tools);
  }

  check(claim: { readonly badge: string; readonly code: string }): Promise<Outcome> {
    return this.#post('check', '/check', JSON.stringify(claim));
  }

  merge(replay: string, code: string, account: string): Promise<Outcome> {
    return this.#post('merge', '/merges', JSON.stringify({ claim: JSON.parse(replay), code, account }));
  }

  async arrange(path: string, claim: Readonly<Record<string, string | undefined>>): Promise<Outcome> {
    const json = JSON.stringify(claim);
    const answer = await this.#http.send('arrange', { method: 'POST', path, headers: this.#token(), json });
    return settle(this.tools.log, { provider: 'ACME', call: 'arrange' }, answer, readArrangement(answer));
  }

  /** The result behind a ticket, or behind what the person brought back from the desk. */
  async ask(path: string): Promise<Outcome> {
    const answer = await this.#http.send('ask', { method: 'GET', path, headers: this.#token() });
    return settle(this.tools.log, { provider: 'ACME', call: 'ask' }, answer, readCheck(answer, ''));
  }

  async #post(call: string, path: string, json: string): Promise<Outcome> {
    const answer = await this.#http.send(call, { method: 'POST', path, headers: this.#token(), json });
    return settle(this.tools.log, { provider: 'ACME', call }, answer, readCheck(answer, json));
  }

  #token(): Readonly<Record<string, string>> {
    return { authorization: this.settings.token.reveal() };
  }
}
