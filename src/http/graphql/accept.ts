import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

/** The forms that an answer can have, as `Accept` asks for them. */
export type AnswerForm = 'json' | 'graphql-json' | StreamForm;
export type StreamForm = 'event-stream' | 'multipart';

export const mediaTypes = {
  json: 'application/json; charset=utf-8',
  'graphql-json': 'application/graphql-response+json; charset=utf-8',
  'event-stream': 'text/event-stream; charset=utf-8',
  multipart: 'multipart/mixed;boundary=graphql;subscriptionSpec=1.0',
} as const satisfies Record<AnswerForm, string>;

/** If the client prefers several of them equally, the first one is used. */
const offered: readonly (readonly [AnswerForm, string])[] = [
  ['json', mediaTypes.json],
  ['graphql-json', mediaTypes['graphql-json']],
  ['event-stream', mediaTypes['event-stream']],
  ['multipart', mediaTypes.multipart],
];

/** Clients send the same few headers again and again. */
const negotiated = new LRUCache<string, { readonly form: AnswerForm | null }>({ max: 100 });
const maxKeptLength = 500;

/**
 * The form that a client prefers: by weight (`q`), then by its own order. Null if it accepts none of ours. Types that
 * are not ours are ignored.
 */
export function answerFormFor(accept: string | undefined): AnswerForm | null {
  if (accept === undefined) return 'json';
  const known = negotiated.get(accept);
  if (known) return known.form;
  const form = negotiate(accept);
  if (accept.length <= maxKeptLength) negotiated.set(accept, { form });
  return form;
}

function negotiate(accept: string): AnswerForm | null {
  // Without its parameter multipart/mixed means other protocols, such as @defer.
  const forms = /subscriptionspec/i.test(accept) ? offered : offered.filter(([form]) => form !== 'multipart');
  const accepted = new Negotiator({ headers: { accept } }).mediaTypes(forms.map(([, type]) => type));
  const [preferred = null] = accepted;
  // Event streams can be resumed, so they are taken if both kinds of streams are accepted.
  const isEither = preferred === mediaTypes.multipart && accepted.includes(mediaTypes['event-stream']);
  if (isEither) return 'event-stream';
  return forms.find(([, type]) => type === preferred)?.[0] ?? null;
}

/** The stream that a client accepts by name, however little it prefers it; null if it accepts none. */
export function acceptedStreamIn(accept: string | undefined): StreamForm | null {
  // Most headers are known not to name one without being parsed.
  if (accept === undefined || !/event-stream|subscriptionspec/i.test(accept)) return null;
  const named = new Negotiator({ headers: { accept } }).mediaTypes().map((type) => type.toLowerCase());
  if (named.includes('text/event-stream')) return 'event-stream';
  return named.includes('multipart/mixed') ? 'multipart' : null;
}

export function isStream(form: AnswerForm | null): form is StreamForm {
  return form === 'event-stream' || form === 'multipart';
}

/** Whether a browser wants to show the answer: a person opened the address, no script requested it. */
export function wantsPage(accept: string | undefined): boolean {
  if (!accept?.includes('text/html')) return false;
  const types = ['text/html', ...offered.map(([, type]) => type)];
  return new Negotiator({ headers: { accept } }).mediaType(types) === 'text/html';
}

/**
 * True for a client that accepts application/json by name, but not application/graphql-response+json: it cannot tell a
 * GraphQL answer with status 400 from an answer of a proxy.
 */
export function acceptsPlainJsonOnly(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const named = new Negotiator({ headers: { accept } }).mediaTypes();
  const types = named.map((type) => type.toLowerCase());
  return types.includes('application/json') && !types.includes('application/graphql-response+json');
}
