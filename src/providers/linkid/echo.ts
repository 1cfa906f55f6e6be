import { type Known, maskAll, maskIdentityNo, maskName } from '../../domain/masking';
import { doorIn } from '../echo';
import type { PageRequest, PhotoRequest } from './wire';

/** Shorter ones are words that any sentence may have. */
const shortestText = 4;

/** Every value of a request that must not come back in LinkID's words, and how it is shown there. */
export function echoesOf(request: PageRequest | PhotoRequest): readonly Known[] {
  const person: readonly Known[] = [
    [request.name, maskName],
    [request.certNo, maskIdentityNo],
  ];
  if ('idPicture' in request) return [...person, [request.idPicture, maskAll]];
  const { returnUrl, extra } = request;
  return [...person, doorIn(returnUrl), ...textsIn(extra).map((text): Known => [text, maskAll])];
}

/** The same for an application's check: the account, and what the application says of it in its own address. */
export function appEchoesOf({ userId, service }: { userId: string; service: string }): readonly Known[] {
  const parameters = [...new URL(service).searchParams.values()];
  return [userId, service, ...parameters.filter((value) => value.length >= shortestText)].map((text) => [
    text,
    maskAll,
  ]);
}

/** What an application adds for the identity source is its own, and may be about the person. */
function textsIn(extra: Readonly<Record<string, unknown>>): readonly string[] {
  const texts: string[] = [];
  JSON.stringify(extra, (_name, value: unknown) => {
    if (typeof value === 'string' && value.length >= shortestText) texts.push(value);
    return value;
  });
  return texts;
}
