import { type ExecutionResult, getOperationAST, Kind } from 'graphql';
import { encodeFeedCursor } from '../domain/verification/feed-place';
import type { Operation } from './execution';
import { eventOf, type ShownEvent } from './subscribe';
import { encodeEventCursor, placeIn } from './verification/cursor';
import { fragmentsOf, selectionsAt } from './walk-document';

type ResumeId = (event: ShownEvent) => string | null;

/** The value of each subscription's own argument with which it resumes after an event. */
const resumeIds: ReadonlyMap<string, ResumeId> = new Map([
  ['verificationUpdated', ({ version }) => String(version)],
  ['verificationEvents', (event) => feedIdOf(event)],
  ['userVerificationUpdated', (event) => ('sequence' in event ? encodeEventCursor(event.sequence) : null)],
  ['identityCaseUpdated', ({ version }) => String(version)],
]);

function feedIdOf(event: ShownEvent): string | null {
  const place = 'caseId' in event ? null : placeIn(event);
  return place && encodeFeedCursor(place);
}

/** For the results of a subscription: the id with which a client resumes after each; null if it cannot. */
export function resumeIdsOf({
  document,
  operationName,
}: Pick<Operation, 'document' | 'operationName'>): (result: ExecutionResult) => string | null {
  const operation = getOperationAST(document, operationName);
  const roots = operation ? [...selectionsAt(operation.selectionSet, fragmentsOf(document))] : [];
  const field = roots.find((selection) => selection.kind === Kind.FIELD);
  const idOf = field && resumeIds.get(field.name.value);
  return (result) => {
    const event = eventOf(result);
    return idOf && event ? idOf(event) : null;
  };
}
