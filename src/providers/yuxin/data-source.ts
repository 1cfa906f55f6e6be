import type { Secret } from '../../domain/privacy/secret';
import type { Outcome } from '../../domain/verification/outcome';
import type { FailureCode } from '../../domain/verification/verification';
import { HttpClient } from '../http-client';
import { answerStep } from '../probe';
import type { ProbeStep, ProviderTools } from '../provider';
import { settle } from '../settle';
import { type CipherSettings, encryptLogon } from './cipher';
import { sensitiveValuesOf } from './sensitive';
import { logonBody, type MobileOwner, readVerifyAnswer } from './wire';

export interface YuxinSettings extends CipherSettings {
  readonly baseUrl: string;
  /** 驭信开放接口token; does not end, is not fetched. */
  readonly token: Secret<string>;
}

/** Transport to Yuxin (yuxin.md 4). */
export class YuxinDataSource {
  readonly #http: HttpClient;

  constructor(
    private readonly settings: YuxinSettings,
    private readonly tools: ProviderTools,
  ) {
    this.#http = new HttpClient('YUXIN', settings.baseUrl, tools);
  }

  get isAvailable(): boolean {
    return this.#http.isAvailable;
  }

  /** Asks whether name, identity number and phone belong together. Sends once; never rejects for Yuxin's faults. */
  async verifyMobile(owner: MobileOwner): Promise<Outcome> {
    const token = this.settings.token.reveal();
    const answer = await this.#http.send('verifyMobile', {
      method: 'POST',
      path: '/api/personalInfo/verifyMobile',
      form: { token, ...encryptLogon(this.settings, logonBody(owner)) },
    });
    const reading = readVerifyAnswer(answer, [token, owner.userName]);
    // Token, permission, balance or contract: every check fails until an operator acts.
    const call = { provider: 'YUXIN', call: 'verifyMobile', refusal: 'error' } as const;
    if (isAboutLogon(reading.outcome)) {
      const line = { provider: 'YUXIN', call: 'verifyMobile', providerCode: '306', setting: cipherSettings };
      this.tools.log.warn(line, 'Yuxin cannot read what is encrypted: these settings may be why');
    }
    return settle(this.tools.log, call, answer, reading, sensitiveValuesOf(owner, token));
  }

  /** verifyMobile with an empty `logon`, which concerns no person and is answered 306 (yuxin.md 4.3, 参数不正确). */
  async probe(): Promise<readonly ProbeStep[]> {
    const probed = { call: 'verifyMobile', settings: ['YUXIN_BASE_URL', 'YUXIN_TOKEN'] };
    const token = this.settings.token.reveal();
    const { iv } = encryptLogon(this.settings, '');
    const answer = await this.#http.send('verifyMobile', {
      method: 'POST',
      path: '/api/personalInfo/verifyMobile',
      form: { token, iv, logon: '' },
    });
    const { outcome } = readVerifyAnswer(answer, [token]);
    if (outcome.kind !== 'failed') return [answerStep(probed, answer, () => false)];
    const { code, providerCode } = outcome.failure;
    return [{ ...probed, finding: findings[code] ?? 'ok', code: providerCode }];
  }
}

/** These decide whether Yuxin can read `iv` and `logon`. */
const cipherSettings = 'YUXIN_CIPHER, YUXIN_ENCODING, YUXIN_IV, YUXIN_KEY';

/** True for a 306 about logon or iv (请求参数logon为空或格式错误), which a person's input cannot cause. */
function isAboutLogon(outcome: Outcome): boolean {
  if (outcome.kind !== 'failed') return false;
  const { providerCode, providerMessage } = outcome.failure;
  return providerCode === '306' && /logon|\biv\b|参数iv/i.test(providerMessage ?? '');
}

/** Codes that are about us, or about Yuxin; what else it says is about the empty question. */
const findings: Readonly<Partial<Record<FailureCode, ProbeStep['finding']>>> = {
  PROVIDER_REFUSED: 'refused',
  PROVIDER_UNAVAILABLE: 'silent',
};
