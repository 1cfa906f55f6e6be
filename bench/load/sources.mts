import { readFileSync } from 'node:fs';
import { awaitedFactsOf } from '../data/facts.mts';
import { deckOf } from './deck.mts';
import { requestBytes } from './http-connection.mts';
import { pushBody } from './push-body.mts';

/** The source of a load's requests. */
export type SourceOptions =
  /** A file of requests and their answers; `in-turn` starts again at the end. */
  | { readonly kind: 'deck'; readonly path: string; readonly order: 'random' | 'in-turn' }
  /** Result pushes for verifications `first` to `first + count - 1` in turn, each newer than the one before. */
  | { readonly kind: 'pushes'; readonly first: number; readonly count: number };

export interface ReadyRequest {
  readonly bytes: Buffer;
  readonly expected: Buffer;
}

export type Source = () => ReadyRequest;

/** The position of each source at each server: the next job continues there. */
const places = new Map<string, number>();

export function openSource(options: SourceOptions, url: URL): Source {
  const place = () => {
    const key = `${url.href} ${JSON.stringify(options)}`;
    const next = places.get(key) ?? 0;
    places.set(key, next + 1);
    return next;
  };
  switch (options.kind) {
    case 'deck': {
      const requests = readyRequests(options.path, url);
      const random = () => Math.floor(Math.random() * requests.length);
      const next = options.order === 'random' ? random : place;
      return () => at(requests, next() % requests.length);
    }
    case 'pushes':
      return () => pushRequest(url, place(), options);
  }
}

function readyRequests(path: string, url: URL): readonly ReadyRequest[] {
  const deck = deckOf(readFileSync(path, 'utf8'));
  return deck.requests.map(({ body, expected }) => ({
    bytes: requestBytes(url, deck.path, body),
    expected: Buffer.from(expected),
  }));
}

function at(requests: readonly ReadyRequest[], place: number): ReadyRequest {
  const request = requests[place];
  if (!request) throw new Error('The deck is empty.');
  return request;
}

function pushRequest(
  url: URL,
  place: number,
  { first, count }: { first: number; count: number },
): ReadyRequest {
  const facts = awaitedFactsOf(first + (place % count));
  const path = `/callbacks/onenet/${facts.callbackToken}`;
  return {
    bytes: requestBytes(url, path, pushBody(facts, Math.floor(place / count))),
    expected: acknowledgement,
  };
}

/** The only answer that OneNET accepts as success. */
const acknowledgement = Buffer.from('{"errno":0,"error":"succ"}');
