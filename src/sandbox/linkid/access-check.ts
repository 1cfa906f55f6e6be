import type { FastifyRequest } from 'fastify';
import { type ApplicationTokens, FirstRequests } from '../application-tokens';
import { bodyText, json, type TwinAnswer } from '../exchange';
import { marked } from '../reserved';
import type { Reading } from './face-request';
import { nameMagicOf } from './magic';

export type Entry<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly answer: TwinAnswer };

const invalidToken = 'access_token 无效或已过期';
export const unauthorized = json({ code: 401, message: invalidToken, data: null }, 401);
const unauthorizedByMagic = json({ code: 401, message: marked(invalidToken), data: null }, 401);
/** As gateways say it, in the words of OAuth. */
const invalidTokenInBody = json({ error: 'invalid_token', error_description: marked(invalidToken) });

/** Checks the token and the form of a request before the request has any effect. */
export class AccessCheck {
  readonly #firstRequests = new FirstRequests();

  constructor(private readonly tokens: ApplicationTokens) {}

  admits(request: FastifyRequest): boolean {
    return this.#liveToken(request) !== null;
  }

  /** `nameOf` reads the name that may be a magic value. */
  enter<T>(request: FastifyRequest, reading: Reading<T>, nameOf: (value: T) => string): Entry<T> {
    const token = this.#liveToken(request);
    if (token === null) return { ok: false, answer: unauthorized };
    if (!reading.ok) {
      const message = `参数错误：${reading.field}`;
      return { ok: false, answer: json({ code: 400, message, data: null }, 400) };
    }
    const magic = nameMagicOf(nameOf(reading.value));
    const refused =
      magic?.kind === 'tokenRefused' &&
      (magic.always || this.#firstRequests.refuses(`${request.url} ${bodyText(request)}`, token));
    if (!refused) return { ok: true, value: reading.value };
    return { ok: false, answer: magic.inBody ? invalidTokenInBody : unauthorizedByMagic };
  }

  #liveToken({ headers }: FastifyRequest): string | null {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    return token !== undefined && this.tokens.isAlive(token) ? token : null;
  }
}
