import { randomBytes } from 'node:crypto';
import { secretBytes, secretText } from '../../domain/destinations/signature';
import { InputChecker, type InputError } from '../../domain/input/input-check';
import { checkVerbatim } from '../../domain/input/text-check';
import { Secret } from '../../domain/privacy/secret';
import type { FeedPlace } from '../../domain/verification/feed-place';
import type { Destination } from '../../storage/destinations/contract';
import type { FeedFilter } from '../../storage/events/contract';
import { authenticated, type Caller, requireScope, type Scope } from '../access/caller';
import type { ServiceTools } from '../tools';
import { inputError } from '../verification/submission';
import type { UrlFault } from './sender';

export type DestinationAnswer =
  | { readonly accepted: true; readonly destination: Destination; readonly secret: Secret<string> | null }
  | { readonly accepted: false; readonly errors: readonly InputError[] };

export interface NewDestination {
  readonly url: string;
  readonly description?: string | null;
  readonly filter: FeedFilter;
  /** Begin after this place; null: with the next event. */
  readonly after: FeedPlace | null;
}

const maxOverlapSeconds = 604_800;
const maxDescription = 500;

type UrlRefusal = Parameters<typeof inputError> extends [unknown, ...infer Rest] ? Rest : never;

const urlFaults: Readonly<Record<UrlFault, UrlRefusal>> = {
  TOO_LONG: ['TOO_LONG', 'ADDRESS_LONG', { max: 2000 }],
  MALFORMED: ['MALFORMED', 'ADDRESS_ABSOLUTE', {}],
  NOT_HTTPS: ['NOT_ALLOWED', 'WEBHOOK_HTTPS', {}],
  WITH_USER: ['NOT_ALLOWED', 'ADDRESS_WITH_USER', {}],
  PRIVATE: ['NOT_ALLOWED', 'WEBHOOK_PRIVATE', {}],
};

/** Throws unless the caller may manage destinations; one that sends every account's events somewhere needs read as well. */
function requireRights(tools: ServiceTools, anyone: Caller | null, ...more: readonly Scope[]): void {
  const caller = authenticated(anyone, tools.now());
  for (const scope of ['realname:webhooks', ...more] as const) requireScope(caller, scope);
}

export async function listDestinations(
  tools: ServiceTools,
  anyone: Caller | null,
): Promise<readonly Destination[]> {
  requireRights(tools, anyone);
  return tools.store.destinations.list();
}

export async function createDestination(
  tools: ServiceTools,
  anyone: Caller | null,
  input: NewDestination,
): Promise<DestinationAnswer> {
  requireRights(tools, anyone, 'realname:read');
  const { store, settings, now, newId } = tools;
  const verdict = await tools.webhooks.judge(input.url);
  const described = checkDescription(input.description);
  const errors: InputError[] = [...described.errors];
  if (!verdict.ok) errors.push(inputError(['url'], ...urlFaults[verdict.reason]));
  if (input.after && !(await isKnown(tools, input.after))) errors.push(unknownPlace);
  if (!verdict.ok || errors.length > 0) return { accepted: false, errors };
  const secret = Secret.of(randomBytes(secretBytes));
  const id = newId();
  const start = input.after ?? (await store.feed.last());
  const draft = {
    id,
    url: verdict.url,
    description: described.value,
    filter: input.filter,
    secret,
    createdAt: now(),
    reached: start?.place ?? 0,
  };
  const { maxDestinations: max } = settings.webhooks;
  if (!(await store.destinations.create(draft, max))) {
    return { accepted: false, errors: [inputError([], 'NOT_ALLOWED', 'MOST_DESTINATIONS', { max })] };
  }
  return answer(await store.destinations.find(id), secret);
}

export async function updateDestination(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
  changes: {
    readonly isPaused?: boolean | null;
    readonly description?: string | null;
    readonly filter?: FeedFilter;
  },
): Promise<DestinationAnswer> {
  requireRights(tools, anyone, 'realname:read');
  const { isPaused, description, filter } = changes;
  const described = checkDescription(description);
  if (described.errors.length > 0) return { accepted: false, errors: described.errors };
  return answer(
    await tools.store.destinations.update(id, {
      ...(isPaused != null && { isPaused }),
      ...(description !== undefined && { description: described.value }),
      ...(filter !== undefined && { filter }),
    }),
  );
}

export async function rotateSecret(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
  overlapSeconds: number,
): Promise<DestinationAnswer> {
  requireRights(tools, anyone);
  if (overlapSeconds < 0 || overlapSeconds > maxOverlapSeconds) {
    const values = { field: 'overlapSeconds', min: 0, max: maxOverlapSeconds };
    return {
      accepted: false,
      errors: [inputError(['overlapSeconds'], 'OUT_OF_RANGE', 'NUMBER_BETWEEN', values)],
    };
  }
  const secret = Secret.of(randomBytes(secretBytes));
  const oldUntil = overlapSeconds === 0 ? null : new Date(tools.now().getTime() + overlapSeconds * 1000);
  return answer(await tools.store.destinations.rotate(id, secret, oldUntil), secret);
}

export async function replayEvents(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
  after: FeedPlace,
): Promise<DestinationAnswer> {
  requireRights(tools, anyone, 'realname:read');
  if (!(await isKnown(tools, after))) return { accepted: false, errors: [unknownPlace] };
  return answer(await tools.store.destinations.replay(id, after.place));
}

export async function deleteDestination(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
): Promise<DestinationAnswer> {
  requireRights(tools, anyone);
  return answer(await tools.store.destinations.remove(id));
}

/** The place up to which every matching event is delivered; null before the first. */
export async function deliveredUpTo(
  { store }: Pick<ServiceTools, 'store'>,
  { id, reached }: Destination,
): Promise<FeedPlace | null> {
  const { first } = await store.destinations.waiting(id);
  const place = first === null ? reached : Math.min(reached, first - 1);
  return place === 0 ? null : store.feed.at(place);
}

/** How many matching events are not delivered yet. */
export async function backlogOf(
  { store }: Pick<ServiceTools, 'store'>,
  { id, reached, filter }: Destination,
): Promise<number> {
  const { count } = await store.destinations.waiting(id);
  return count + (await store.feed.count({ after: reached, filter }));
}

async function isKnown({ store }: ServiceTools, { place, tag }: FeedPlace): Promise<boolean> {
  return (await store.feed.at(place))?.tag === tag;
}

const unknownPlace = inputError(['after'], 'UNKNOWN_REFERENCE', 'NO_SUCH_FEED_CURSOR');

function checkDescription(description: string | null | undefined): {
  readonly value: string | null;
  readonly errors: readonly InputError[];
} {
  const check = new InputChecker({ description: description?.trim() || null });
  const value = check.optional('description', checkVerbatim('description', { maxLength: maxDescription }));
  const checked = check.finish(() => value ?? null);
  return checked.ok ? { value: checked.value, errors: [] } : { value: null, errors: checked.errors };
}

function answer(destination: Destination | null, secret: Secret<Buffer> | null = null): DestinationAnswer {
  if (!destination) {
    return { accepted: false, errors: [inputError(['id'], 'UNKNOWN_REFERENCE', 'NO_SUCH_DESTINATION')] };
  }
  return { accepted: true, destination, secret: secret && Secret.of(secretText(secret.reveal())) };
}
