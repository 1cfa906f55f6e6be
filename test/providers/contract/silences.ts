import type { Reaction } from '../../support/far-end';

/** All the ways in which a far end says nothing. */
export const silences: readonly { readonly name: string; readonly answer: Reaction }[] = [
  { name: 'never answers', answer: 'hang' },
  { name: 'cuts the connection', answer: 'cut' },
  { name: 'breaks off in the middle of an answer', answer: 'break' },
  { name: 'answers with HTTP 500', answer: { status: 500, raw: 'oops' } },
  { name: 'answers with HTTP 503 and a body that looks right', answer: { status: 503, json: { code: 200 } } },
  { name: 'answers with a web page', answer: { raw: '<h1>Welcome</h1>' } },
  { name: 'answers with nothing', answer: { raw: '' } },
  { name: 'answers with JSON that is no object', answer: { json: [] } },
  { name: 'answers without any known field', answer: { json: { ok: true } } },
];
