import type { FastifyInstance } from 'fastify';

/**
 * Has a scope read every body as JSON whatever it calls itself: providers are not careful with content types. A body
 * that is not JSON becomes undefined, for the route to judge.
 */
export function readAnyAsJson(scope: FastifyInstance): void {
  scope.addHook('onRequest', (request, _reply, done) => {
    request.headers['content-type'] = 'application/json';
    done();
  });
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
    done(null, parseJson(String(body))),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
