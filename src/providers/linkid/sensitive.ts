import { type Known, maskAll, maskIdentityNo, maskName } from '../../domain/privacy/masking';
import { callbackTokenIn } from '../sensitive';
import type { PageRequest, PhotoRequest } from './wire';

/** Shorter ones are words that any sentence may have. */
const shortestText = 4;

/** Every value of a request that must not come back in LinkID's words, and how it is shown there. */
export function sensitiveValuesOf(request: PageRequest | PhotoRequest): readonly Known[] {
  const person: readonly Known[] = [
    [request.name, maskName],
    [request.certNo, maskIdentityNo],
  ];
  if ('idPicture' in request) return [...person, [request.idPicture, maskAll]];
  const { returnUrl, extra } = request;
  return [...person, callbackTokenIn(returnUrl), ...textsIn(extra).map((text): Known => [text, maskAll])];
}

/** The same for an application's check: the account, and what the application says of it in its own address. */
export function appSensitiveValuesOf({
  userId,
  service,
}: {
  userId: string;
  service: string;
}): readonly Known[] {
  const parameters = [...new URL(service).searchParams.values()];
  return [userId, service, ...parameters.filter((value) => value.length >= shortestText)].map((text) => [
    text,
    maskAll,
  ]);
}

/** The application's own parameters for the identity source may be about the person. */
function textsIn(extra: Readonly<Record<string, unknown>>): readonly string[] {
  const texts: string[] = [];
  JSON.stringify(extra, (_name, value: unknown) => {
    if (typeof value === 'string' && value.length >= shortestText) texts.push(value);
    return value;
  });
  return texts;
}
