import type { IncomingMessage } from 'node:http';
import { finished, Transform, type TransformCallback } from 'node:stream';
import type { preParsingHookHandler, RequestPayload } from 'fastify';
import type { RequestErrorCode } from '../../domain/request-errors';

export interface UnverifiedLimits {
  /** Largest body, or message of a socket, without a verified token, in bytes. */
  readonly perBody: number;
  /** All unfinished ones together, in bytes. */
  readonly total: number;
}

/** The memory that an unfinished body holds. */
export interface Held {
  /** False if the body is larger than it may be. */
  add(bytes: number): boolean;
  /** It is finished; another may follow. */
  empty(): void;
}

/** The answer to a body that is refused before it is read to its end. */
export class BodyRefused extends Error {
  override readonly name = 'BodyRefused';

  constructor(
    readonly statusCode: 401 | 413 | 503,
    readonly code: Extract<RequestErrorCode, 'UNAUTHENTICATED' | 'PAYLOAD_TOO_LARGE' | 'BUSY'>,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Bounds the memory that callers without a verified token can fill: their bodies are small, and all unfinished ones
 * together hold no more than `total`. Beyond that, the body that has been unfinished for longest is refused: an honest
 * body takes milliseconds.
 */
export class UnverifiedBodies {
  readonly #believed = new WeakSet<IncomingMessage>();
  /** The bytes of each unfinished body, and its end, in the order of their first bytes. */
  readonly #unfinished = new Map<Held, { bytes: number; readonly end: () => void }>();
  #total = 0;

  constructor(readonly limits: UnverifiedLimits) {}

  /** This request has a verified token: its body may be as large as its route allows. */
  believe(request: IncomingMessage): void {
    this.#believed.add(request);
  }

  /** Counts one body. `end` is called if the body is refused to make room. */
  hold(end: () => void): Held {
    const held: Held = {
      add: (bytes) => {
        const known = this.#unfinished.get(held) ?? { bytes: 0, end };
        known.bytes += bytes;
        this.#total += bytes;
        this.#unfinished.set(held, known);
        const fits = known.bytes <= this.limits.perBody;
        this.#makeRoom();
        return fits;
      },
      empty: () => {
        this.#total -= this.#unfinished.get(held)?.bytes ?? 0;
        this.#unfinished.delete(held);
      },
    };
    return held;
  }

  /** For Fastify: passes the body of a request on, counted. */
  readonly count: preParsingHookHandler = (request, _reply, payload, done) => {
    if (this.#believed.has(request.raw)) return done(null, payload);
    const { bodyLimit } = request.routeOptions;
    const announced = Number(request.headers['content-length'] ?? 0);
    const larger = () => this.#tooLarge(announced <= (bodyLimit ?? 0));
    if (announced > this.limits.perBody) return done(larger());
    done(null, new CountedBody(payload, (end) => this.hold(end), larger));
  };

  /** The same for what comes out of a compressed body. */
  readonly countDecoded: preParsingHookHandler = (request, reply, payload, done) => {
    if (payload === request.raw || payload instanceof CountedBody) return done(null, payload);
    this.count.call(request.server, request, reply, payload, done);
  };

  #makeRoom(): void {
    for (const [held, { end }] of this.#unfinished) {
      if (this.#total <= this.limits.total) return;
      held.empty();
      end();
    }
  }

  /** 401 if a token would help; 413 if the body is too large for every caller. */
  #tooLarge(isAllowedToCallers: boolean): BodyRefused {
    const { perBody } = this.limits;
    return isAllowedToCallers
      ? new BodyRefused(
          401,
          'UNAUTHENTICATED',
          `Sign in: without a valid access token a body has at most ${perBody} bytes (UNAUTHENTICATED_BODY_BYTES).`,
        )
      : new BodyRefused(413, 'PAYLOAD_TOO_LARGE', 'Request body is too large');
  }
}

const giveWay = () =>
  new BodyRefused(
    503,
    'BUSY',
    'Too many unfinished request bodies without a valid access token: send it again (UNAUTHENTICATED_BODIES_BYTES).',
  );

/** A body on its way to the parser. The rest of a refused body is left unread. */
class CountedBody extends Transform {
  readonly #held: Held;

  constructor(
    private readonly source: RequestPayload,
    hold: (end: () => void) => Held,
    private readonly larger: () => Error,
  ) {
    super();
    this.#held = hold(() => this.destroy(giveWay()));
    finished(source, { writable: false }, (error) => {
      if (error) this.destroy(error);
    });
    source.pipe(this);
  }

  /** Fastify compares it with content-length. */
  get receivedEncodedLength(): number {
    return this.source.receivedEncodedLength ?? 0;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (this.#held.add(chunk.length)) done(null, chunk);
    else done(this.larger());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#held.empty();
    done(error);
  }
}
