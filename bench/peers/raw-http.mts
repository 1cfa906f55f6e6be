import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { deckOf } from '../load/deck.mts';
import { listen, readSettings } from './peer.mts';

/** node:http with every answer prepared: the cost of only receiving and sending these bytes. */
const { answerPaths } = readSettings();
const requests = answerPaths.flatMap((path) => deckOf(readFileSync(path, 'utf8')).requests);
const answers = new Map(requests.map(({ body, expected }) => [body, Buffer.from(expected)]));

listen(
  createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = answers.get(Buffer.concat(chunks).toString());
      response.writeHead(answer ? 200 : 404, {
        'content-type': 'application/json',
        'content-length': answer?.length ?? 0,
      });
      response.end(answer);
    });
  }),
);
