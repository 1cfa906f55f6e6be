import { message } from '../../domain/messages/message';
import { maskAll } from '../../domain/privacy/masking';
import type { Secret } from '../../domain/privacy/secret';
import type { Outcome } from '../../domain/verification/outcome';
import type { Reading } from '../../domain/verification/reading';
import type { Failure } from '../../domain/verification/verification';
import type { NotDone } from '../app-token';
import { askWithRepeat } from '../ask-with-repeat';
import { answerStep, tokenStep } from '../probe';
import type { ProbeStep, ProviderTools } from '../provider';
import type { ProviderResponse } from '../provider-response';
import { settle } from '../settle';
import type { UcenterAccess, UcenterClient } from './client';
import { type CodeRules, unavailable } from './reply';
import { sensitiveValuesOf } from './sensitive';
import {
  anotherAccountIn,
  type MergeRequest,
  mergeBody,
  type RnAuthRequest,
  readMergeAnswer,
  readResultAnswer,
  readRnAuthAnswer,
  rnAuthBody,
} from './wire';

export interface UcenterSettings extends UcenterAccess, CodeRules {
  /** Limits of a face image, in bytes of the decoded image. */
  readonly faceImage: { readonly minBytes: number; readonly maxBytes: number };
}

/** Whose request it is: the person's own token says it by itself, the application's token needs the guid. */
export interface OnBehalfOf {
  readonly guid: string | null;
  readonly personToken?: Secret<string>;
  /** The account that the person's token belongs to; `guid` may have been merged into it. */
  readonly tokenOwner?: string;
}

const rnAuthPath = '/api/ucenter-service-provider/api/user/rnauth';

/** 实名认证 at ucenter (ucenter.md). Never rejects for a fault of ucenter's. */
export class UcenterDataSource {
  constructor(
    private readonly client: UcenterClient,
    private readonly rules: CodeRules,
    private readonly tools: ProviderTools,
  ) {}

  /** 实名认证接口: sends one verification, once. */
  verify(request: RnAuthRequest, person: OnBehalfOf): Promise<Outcome> {
    return this.#post('rnauth', person, (guid) => rnAuthBody(request, guid), readRnAuthAnswer);
  }

  /** 用户合并认证: cannot be undone, and is never repeated by itself. */
  merge(request: MergeRequest, person: OnBehalfOf): Promise<Outcome> {
    return this.#post(
      'merge',
      person,
      (guid) => mergeBody(request, guid),
      (answer, _sent, rules) => readMergeAnswer(answer, rules),
    );
  }

  /** 实名认证结果查询接口. A refusal of this service is not a verdict on the person, so nothing changes then. */
  async result(rnAuthTicket: string): Promise<Outcome> {
    const answer = await this.#askResult(rnAuthTicket);
    if (answer.kind === 'notDone') {
      return answer.failure.retryable
        ? { kind: 'silent' }
        : { kind: 'undecided', message: message('REFUSED_TO_BE_ASKED') };
    }
    return settle(this.tools.log, { provider: 'UCENTER', call: 'result' }, answer, readResultAnswer(answer));
  }

  /** A token (/open/access_token), then 实名认证结果查询接口 for a ticket that does not exist. */
  async probe(): Promise<readonly ProbeStep[]> {
    const settings = ['UCENTER_BASE_URL', 'UCENTER_CLIENT_ID', 'UCENTER_CLIENT_SECRET'];
    const grant = await this.client.grant();
    const token = tokenStep({ call: 'access_token', settings }, grant);
    if (grant.kind === 'notDone') return [token];
    const answer = await this.#askResult('realname-doctor');
    const isReadable = (told: ProviderResponse) => readResultAnswer(told).outcome.kind !== 'silent';
    return [token, answerStep({ call: 'result', settings }, answer, isReadable)];
  }

  #askResult(rnAuthTicket: string): Promise<ProviderResponse | NotDone> {
    const request = { method: 'GET', path: `${rnAuthPath}/result`, query: { rnAuthTicket } } as const;
    return this.client.asApplication((token) =>
      askWithRepeat(() => this.client.send('result', token, request)),
    );
  }

  async #post(
    call: string,
    person: OnBehalfOf,
    bodyFor: (guid: string | undefined) => string,
    read: (answer: ProviderResponse, sent: string, rules: CodeRules) => Reading,
  ): Promise<Outcome> {
    const { guid, personToken, tokenOwner } = person;
    if (!personToken && guid === null) return { kind: 'failed', failure: withoutAccount, isUnsent: true };
    const sent = bodyFor(personToken ? undefined : (guid ?? undefined));
    const tokens: string[] = [];
    const send = (token: string) => {
      tokens.push(token);
      return this.client.send(call, token, { method: 'POST', path: rnAuthPath, json: sent });
    };
    const answer = personToken
      ? await this.client.asPerson(personToken, send, this.rules)
      : await this.client.asApplication(send, this.rules);
    if (answer.kind === 'notDone') return { kind: 'failed', failure: answer.failure, isUnsent: true };
    // Nothing left this machine: a merge, too, may be tried again.
    if (answer.kind === 'silent' && answer.reason === 'not-sent') {
      return { kind: 'failed', failure: unavailable, isUnsent: true };
    }
    const accounts = [guid, tokenOwner].filter((account) => typeof account === 'string');
    if (anotherAccountIn(answer, accounts) !== null) return this.#ofAnotherAccount(call);
    // Only an operator can mend a refusal of this service.
    const line = { provider: 'UCENTER', call, refusal: 'error' } as const;
    return settle(this.tools.log, line, answer, read(answer, sent, this.rules), [
      ...sensitiveValuesOf(sent),
      ...tokens.map((token) => [token, maskAll] as const),
    ]);
  }

  /** Whether a merge happened is then unknown, and it must not be sent again. */
  #ofAnotherAccount(call: string): Outcome {
    this.tools.log.error({ provider: 'UCENTER', call }, 'provider answered about another account');
    return call === 'merge' ? { kind: 'silent' } : { kind: 'failed', failure: anotherAccount };
  }
}

const anotherAccount: Failure = {
  code: 'OTHER',
  message: message('ANOTHER_ACCOUNT_ANSWERED'),
  providerCode: '200',
  providerMessage: null,
  retryable: false,
};

const withoutAccount: Failure = {
  code: 'INVALID_INPUT',
  message: message('NO_ACCOUNT_GIVEN'),
  providerCode: null,
  providerMessage: null,
  retryable: false,
};
