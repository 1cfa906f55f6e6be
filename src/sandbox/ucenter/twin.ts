import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApplicationClient } from '../application-tokens';
import { ApplicationTokens, FirstRequests } from '../application-tokens';
import type { TwinAnswer } from '../exchange';
import { bodyText, hasType, json, jsonBody, sendAnswer } from '../exchange';
import { effectOfPhone, marked } from '../reserved';
import { acceptAnyText } from '../text-body';
import type { Twin, TwinTools } from '../twin';
import { refusal, VerificationDesk } from './desk';
import { magicOf, personTokenPrefix, type UcenterMagic, ucenterGuide } from './magic';
import { effectOf, readAccountToSendTo, readNumberToSendTo, readRequest } from './request';

export interface UcenterTwinOptions extends ApplicationClient {
  /** Lifetime of an application token, in seconds. Default 86,400. */
  readonly tokenLifetimeSeconds?: number;
}

/** ucenter's twin under `/ucenter` (ucenter.md): application tokens, the eight patterns and the result query. */
export function createUcenterTwin(tools: TwinTools, options: UcenterTwinOptions): Twin[] {
  const ucenter = new Ucenter(tools, options);
  const environment = () => ({
    UCENTER_BASE_URL: `${tools.baseUrl()}/ucenter`,
    UCENTER_CLIENT_ID: options.clientId,
    UCENTER_CLIENT_SECRET: options.clientSecret,
    // The twin's codes for data that does not belong together, and for wrong codes and passwords.
    UCENTER_REJECTED_CODES: '422',
    UCENTER_WRONG_CREDENTIAL_CODES: '411,412,413',
  });
  const register = (server: FastifyInstance) => ucenter.register(server);
  return [{ prefix: '/ucenter', guide: ucenterGuide, environment, register }];
}

const codeSent = json({ code: 200, message: 'OK', data: null });
const invalidToken = 'access_token 无效或已过期';
const unauthorized = refusal(401, invalidToken, 401);
const unauthorizedByMagic = refusal(401, marked(invalidToken), 401);

/** The ways in which the platform says that a token is dead. */
const deadToken = {
  tokenRefusedOnce: unauthorizedByMagic,
  tokenDeadOnce: refusal(40101, marked(invalidToken)),
  tokenInvalidOnce: json({ error: 'invalid_token', error_description: marked(invalidToken) }),
} as const;

type Caller =
  | { readonly kind: 'application'; readonly token: string }
  | { readonly kind: 'person'; readonly guid: string };

class Ucenter {
  readonly #tokens: ApplicationTokens;
  readonly #desk: VerificationDesk;
  readonly #firstRequests = new FirstRequests();

  constructor(
    private readonly tools: TwinTools,
    options: UcenterTwinOptions,
  ) {
    this.#tokens = new ApplicationTokens(tools.now, options, options.tokenLifetimeSeconds ?? 86_400);
    this.#desk = new VerificationDesk(tools.now);
  }

  register(server: FastifyInstance): void {
    acceptAnyText(server);
    const service = '/api/ucenter-service-provider/api/user/rnauth';
    server.post('/open/access_token', (request, reply) => sendAnswer(reply, this.#issueToken(request)));
    server.post(service, (request, reply) => sendAnswer(reply, this.#verify(request)));
    server.get(`${service}/result`, (request, reply) => sendAnswer(reply, this.#result(request)));
    const codes = '/api/ucenter-service-provider/api/sms/code';
    server.post(`${codes}/send`, (request, reply) => sendAnswer(reply, this.#sendToNumber(request)));
    server.post(`${codes}/guid/send`, (request, reply) => sendAnswer(reply, this.#sendToAccount(request)));
    server.get('/api/open-auth/api/open/user/base', (request, reply) =>
      sendAnswer(reply, this.#owner(request)),
    );
  }

  #issueToken(request: FastifyRequest): TwinAnswer {
    if (!hasType(request, 'application/x-www-form-urlencoded')) return refusal(415, 'Content-Type', 415);
    if (!this.#tokens.accepts(new URLSearchParams(bodyText(request)))) {
      return json({ error: 'invalid_client', error_description: 'client_id 或 client_secret 错误' }, 401);
    }
    return json({ access_token: this.#tokens.issue(), expires_in: this.#tokens.lifetimeSeconds });
  }

  #verify(http: FastifyRequest): TwinAnswer {
    const caller = this.#callerOf(http);
    if (caller === undefined) return unauthorized;
    const body = jsonBody(http);
    const reading = readRequest(body);
    if (!reading.ok) return refusal(400, `参数错误：${reading.field}`, 400);
    const { request } = reading;
    const guid = caller.kind === 'person' ? caller.guid : request.guid;
    // 过网关调用不传，服务间调用必传: a person's token names its owner, an application's token does not.
    if (guid === undefined || (caller.kind === 'person' && request.guid !== undefined)) {
      return refusal(400, '参数错误：guid', 400);
    }
    this.tools.log.info({ twin: 'ucenter', pattern: request.rnAuthPatternCode }, 'verification requested');

    const magic = magicOf(effectOf(request));
    const fault = this.#faultOf(magic, caller, `${guid} ${bodyText(http)}`);
    if (fault !== undefined) return fault;
    return this.#desk.handle(
      guid,
      body,
      request,
      magic === 'held' || magic === 'heldForStaff' ? magic : undefined,
    );
  }

  /** The answer to a magic value that keeps the twin from its work. `request` tells one request from another. */
  #faultOf(magic: UcenterMagic | undefined, caller: Caller, request: string): TwinAnswer | undefined {
    switch (magic) {
      case 'hang':
        return { kind: 'hang' };
      case 'garbage':
        return { kind: 'garbage' };
      case 'serverError':
        return refusal(500, marked('系统异常'), 500);
      case 'tokenRefused':
        return unauthorizedByMagic;
      case 'tokenRefusedOnce':
      case 'tokenDeadOnce':
      case 'tokenInvalidOnce': {
        // A person's token cannot be fetched again: there, the second request itself succeeds.
        const token = caller.kind === 'application' ? caller.token : null;
        return this.#firstRequests.refuses(request, token) ? deadToken[magic] : undefined;
      }
      case 'unnamedCode':
        return refusal(499, marked('未知状态'));
      case 'mismatch':
        return refusal(422, marked('信息不匹配'));
      case 'held':
      case 'heldForStaff':
      case undefined:
        return undefined;
    }
  }

  /** Every code that is sent is the one of the sandbox. */
  #sendToNumber(http: FastifyRequest): TwinAnswer {
    const caller = this.#callerOf(http);
    if (caller?.kind !== 'application') return unauthorized;
    const sending = readNumberToSendTo(jsonBody(http));
    if (sending === null) return refusal(400, '参数错误：mobile_no', 400);
    return this.#faultOf(magicOf(effectOfPhone(sending)), caller, `code ${sending}`) ?? codeSent;
  }

  #sendToAccount(http: FastifyRequest): TwinAnswer {
    if (this.#callerOf(http)?.kind !== 'application') return unauthorized;
    const guid = readAccountToSendTo(jsonBody(http));
    if (guid === null) return refusal(400, '参数错误：guid', 400);
    return this.#desk.holdsAny(guid) ? codeSent : refusal(404, '用户不存在');
  }

  #result(http: FastifyRequest): TwinAnswer {
    if (this.#callerOf(http)?.kind !== 'application') return unauthorized;
    const ticket = new URL(http.url, 'http://ucenter').searchParams.get('rnAuthTicket');
    return ticket === null || ticket === ''
      ? refusal(400, '参数错误：rnAuthTicket', 400)
      : this.#desk.result(ticket);
  }

  /** Whose token it is, and which accounts were merged into that one. */
  #owner(http: FastifyRequest): TwinAnswer {
    const caller = this.#callerOf(http);
    return caller?.kind === 'person' ? this.#desk.account(caller.guid) : unauthorized;
  }

  #callerOf({ headers }: FastifyRequest): Caller | undefined {
    const token = headers.authorization;
    if (headers['x-deepcloud-from'] !== 'client' || token === undefined) return undefined;
    if (token.startsWith(personTokenPrefix)) {
      const guid = token.slice(personTokenPrefix.length);
      return guid === '' ? undefined : { kind: 'person', guid };
    }
    return this.#tokens.isAlive(token) ? { kind: 'application', token } : undefined;
  }
}
