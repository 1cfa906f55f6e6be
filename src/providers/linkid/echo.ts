import { type Known, maskAll, maskIdentityNo, maskName } from '../../domain/masking';
import type { PageRequest, PhotoRequest } from './wire';

/** Shorter ones are words that any sentence may have. */
const shortestExtra = 4;

/** Every value of a request that must not come back in LinkID's words, and how it is shown there. */
export function echoesOf(request: PageRequest | PhotoRequest): readonly Known[] {
  const person: readonly Known[] = [
    [request.name, maskName],
    [request.certNo, maskIdentityNo],
  ];
  if ('idPicture' in request) return [...person, [request.idPicture, maskAll]];
  const { returnUrl, extra } = request;
  return [
    ...person,
    // The address is a capability, and its last part is what makes it one.
    [returnUrl.slice(returnUrl.lastIndexOf('/') + 1), maskAll],
    ...textsIn(extra).map((text): Known => [text, maskAll]),
  ];
}

/** What an application adds for the identity source is its own, and may be about the person. */
function textsIn(extra: Readonly<Record<string, unknown>>): readonly string[] {
  const texts: string[] = [];
  JSON.stringify(extra, (_name, value: unknown) => {
    if (typeof value === 'string' && value.length >= shortestExtra) texts.push(value);
    return value;
  });
  return texts;
}
