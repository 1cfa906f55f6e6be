import { type Known, maskAll, maskIdentityNo, maskMobileNo, maskName } from '../../domain/masking';
import type { Outcome } from '../../domain/outcome';
import type { Secret } from '../../domain/secret';
import type { FailureCode } from '../../domain/verification';
import { withoutEcho } from '../echo';
import { HttpClient } from '../http-client';
import { answerStep } from '../probe';
import type { ProbeStep, ProviderTools } from '../provider';
import { type CipherSettings, encryptLogon } from './cipher';
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
    const { outcome: told, unnamed } = readVerifyAnswer(answer, [token, owner.userName]);
    const outcome = withoutEcho(told, [[token, maskAll], ...echoesOf(owner)]);
    const line = { provider: 'YUXIN', call: 'verifyMobile' };
    if (unnamed) {
      this.tools.log.warn({ ...line, [unnamed.field]: unnamed.value }, 'provider answered an unnamed code');
    } else if (outcome.kind === 'failed' && outcome.failure.code === 'PROVIDER_REFUSED') {
      // Token, permission, balance or contract: every check fails until an operator acts.
      const { providerCode } = outcome.failure;
      this.tools.log.error({ ...line, providerCode }, 'provider refuses us');
    } else if (outcome.kind === 'silent' && answer.kind === 'answer') {
      this.tools.log.warn({ ...line, httpStatus: answer.status }, 'provider answered what cannot be read');
    }
    return outcome;
  }

  /** verifyMobile with an empty `logon`, which is about nobody and answered 306 (yuxin.md 4.3, 参数不正确). */
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

/** Every value of a request that must not come back in Yuxin's words, and how it is shown there. */
function echoesOf({ idCard, userName, mobileNo }: MobileOwner): readonly Known[] {
  return [
    [userName, maskName],
    [idCard, maskIdentityNo],
    [mobileNo, maskMobileNo],
  ];
}

/** Codes that are about us, or about Yuxin; what else it says is about the empty question. */
const findings: Readonly<Partial<Record<FailureCode, ProbeStep['finding']>>> = {
  PROVIDER_REFUSED: 'refused',
  PROVIDER_UNAVAILABLE: 'silent',
};
