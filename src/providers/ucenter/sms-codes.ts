import { type Known, maskMobileNo } from '../../domain/privacy/masking';
import { plain } from '../../domain/verification/reading';
import type { Failure } from '../../domain/verification/verification';
import type { ProviderTools } from '../provider';
import type { ProviderResponse } from '../provider-response';
import { settle } from '../settle';
import type { UcenterClient } from './client';
import { type CodeRules, failureOf, readReply, unavailable } from './reply';

const path = '/api/ucenter-service-provider/api/sms/code';

/** Has ucenter send SMS codes, by its pages next to 实名认证. Null when one was sent, otherwise the reason. */
export class SmsCodes {
  constructor(
    private readonly client: UcenterClient,
    private readonly rules: CodeRules,
    private readonly tools: Pick<ProviderTools, 'log'>,
  ) {}

  toNumber(mobileNo: string): Promise<Failure | null> {
    return this.#send('sms-code', `${path}/send`, { mobile_no: mobileNo }, [[mobileNo, maskMobileNo]]);
  }

  toAccount(guid: string): Promise<Failure | null> {
    return this.#send('merge-code', `${path}/guid/send`, { guid }, []);
  }

  async #send(call: string, to: string, body: object, sensitive: readonly Known[]): Promise<Failure | null> {
    const json = JSON.stringify(body);
    const answer = await this.client.asApplication((token) =>
      this.client.send(call, token, { method: 'POST', path: to, json }),
    );
    if (answer.kind === 'notDone') return answer.failure;
    if (readReply(answer)?.code === '200') return null;
    const line = { provider: 'UCENTER', call, refusal: 'error' } as const;
    const outcome = settle(this.tools.log, line, answer, plain(this.#refusalIn(answer)), sensitive);
    return outcome.kind === 'failed' ? outcome.failure : unavailable;
  }

  #refusalIn(answer: ProviderResponse) {
    const reply = readReply(answer);
    return reply === null
      ? ({ kind: 'silent' } as const)
      : ({ kind: 'failed', failure: failureOf(reply, this.rules) } as const);
  }
}
