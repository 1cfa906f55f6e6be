import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApplicationClient } from '../application-tokens';
import { ApplicationTokens, FirstTries } from '../application-tokens';
import type { TwinAnswer } from '../exchange';
import { bodyText, hasType, json, jsonBody, sendAnswer } from '../exchange';
import { acceptAnyText } from '../text-body';
import type { Twin, TwinTools } from '../twin';
import { refusal, VerificationDesk } from './desk';
import { magicOf, personTokenPrefix, ucenterGuide } from './magic';
import { magicFieldOf, readRequest } from './request';

export interface UcenterTwinOptions extends ApplicationClient {
  /** How long an application token lives, in seconds. Default 7200. */
  readonly tokenLifetimeSeconds?: number;
}

/** ucenter's imitation under `/ucenter` (ucenter.md): application tokens, the eight patterns and the result query. */
export function createUcenterTwin(tools: TwinTools, options: UcenterTwinOptions): Twin[] {
  const ucenter = new Ucenter(tools, options);
  return [{ prefix: '/ucenter', guide: ucenterGuide, register: (server) => ucenter.register(server) }];
}

const unauthorized = refusal(401, 'access_token 无效或已过期', 401);

type Caller =
  | { readonly kind: 'application'; readonly token: string }
  | { readonly kind: 'person'; readonly guid: string };

class Ucenter {
  readonly #tokens: ApplicationTokens;
  readonly #desk: VerificationDesk;
  readonly #firstTries = new FirstTries();

  constructor(
    private readonly tools: TwinTools,
    options: UcenterTwinOptions,
  ) {
    this.#tokens = new ApplicationTokens(tools.now, options, options.tokenLifetimeSeconds ?? 7200);
    this.#desk = new VerificationDesk(tools.now);
  }

  register(server: FastifyInstance): void {
    acceptAnyText(server);
    const service = '/api/ucenter-service-provider/api/user/rnauth';
    server.post('/open/access_token', (request, reply) => sendAnswer(reply, this.#issueToken(request)));
    server.post(service, (request, reply) => sendAnswer(reply, this.#verify(request)));
    server.get(`${service}/result`, (request, reply) => sendAnswer(reply, this.#result(request)));
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
    // 过网关调用不传，服务间调用必传: a person's token says who it is, an application's does not.
    if (guid === undefined || (caller.kind === 'person' && request.guid !== undefined)) {
      return refusal(400, '参数错误：guid', 400);
    }
    this.tools.log.info({ twin: 'ucenter', pattern: request.rnAuthPatternCode }, 'verification requested');

    const magic = magicOf(magicFieldOf(request));
    switch (magic) {
      case 'hang':
        return { kind: 'hang' };
      case 'garbage':
        return { kind: 'garbage' };
      case 'serverError':
        return refusal(500, '系统异常', 500);
      case 'tokenRefused':
        return unauthorized;
      case 'tokenRefusedOnce': {
        // A person's token cannot be fetched again: there, the second try itself is what helps.
        const token = caller.kind === 'application' ? caller.token : null;
        if (this.#firstTries.refuses(`${guid} ${bodyText(http)}`, token)) return unauthorized;
        return this.#desk.handle(guid, body, request);
      }
      case 'unnamedCode':
        return refusal(499, '未知状态');
      case 'mismatch':
        return refusal(422, '信息不匹配');
      case 'held':
      case 'heldForStaff':
      case undefined:
        return this.#desk.handle(guid, body, request, magic);
    }
  }

  #result(http: FastifyRequest): TwinAnswer {
    if (this.#callerOf(http)?.kind !== 'application') return unauthorized;
    const ticket = new URL(http.url, 'http://ucenter').searchParams.get('rnAuthTicket');
    return ticket === null || ticket === ''
      ? refusal(400, '参数错误：rnAuthTicket', 400)
      : this.#desk.result(ticket);
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
