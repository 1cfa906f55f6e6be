import type { Command } from 'commander';
import { statusOf } from '../domain/destinations/destination';
import { textOf } from '../domain/messages/message';
import { decodeFeedCursor, encodeFeedCursor } from '../domain/verification/feed-place';
import type { Caller, Scope } from '../service/access/caller';
import {
  backlogOf,
  type DestinationAnswer,
  deliveredUpTo,
  listDestinations,
  replayEvents,
  updateDestination,
} from '../service/destinations/manage';
import type { ServiceTools } from '../service/tools';
import type { Destination } from '../storage/destinations/contract';
import { examples, type On, type Run } from './command';
import { CommandFault } from './fault';
import { operatorOf, withTools } from './operator';
import type { ExitCode } from './terminal';

const scopes: readonly Scope[] = ['realname:webhooks', 'realname:read'];
const idArgument = ['<id>', 'the destination (EventDestination.id)'] as const;

export function addDestinations(program: Command, on: On): void {
  const destinations = program
    .command('destinations')
    .summary('where events are sent by signed requests (webhooks)')
    .description(
      'The destinations of events: what is sent to them, and what waits. The running service notices a change within two seconds. GraphQL makes, changes and deletes destinations.',
    );
  destinations
    .command('list')
    .summary('show every destination, and what waits for it')
    .description(
      'Shows every destination, oldest first: its state, the events that wait for it, the last failure, and its URL. With --json also deliveredUpTo, the cursor up to which every event is delivered.',
    )
    .addHelpText('after', examples('realname destinations list', 'realname destinations list --json'))
    .action(on(list));
  destinations
    .command('pause')
    .argument(...idArgument)
    .summary('send nothing more to a destination')
    .description('Sends nothing more to a destination. Its events wait, and nothing is dropped.')
    .addHelpText('after', examples('realname destinations pause 01a20135-4b42-75ef-ad44-32e440d7ad34'))
    .action(on(pause));
  destinations
    .command('resume')
    .argument(...idArgument)
    .summary('try everything that waits for a destination at once')
    .description(
      'Sends events to a destination again, and tries everything that waits for it at once, whether it was paused, is FAILING or waits for its next try.',
    )
    .addHelpText('after', examples('realname destinations resume 01a20135-4b42-75ef-ad44-32e440d7ad34'))
    .action(on(resume));
  destinations
    .command('replay')
    .argument(...idArgument)
    .requiredOption('--after <cursor>', 'the last event that it needs no more: its feedCursor')
    .summary('send events to a destination once more')
    .description(
      'Sends everything after an event to a destination once more, with the same webhook-id, so a receiver that drops repeats drops it.',
    )
    .addHelpText(
      'after',
      examples('realname destinations replay 01a20135-4b42-75ef-ad44-32e440d7ad34 --after AAAB…'),
    )
    .action(on(replay));
}

export async function list(run: Run): Promise<ExitCode> {
  const shown = await withTools(run, async (tools) => {
    const all = await listDestinations(tools, operatorOf(run, undefined, scopes));
    return Promise.all(all.map((destination) => documentOf(tools, destination)));
  });
  run.output.result(
    { destinations: shown },
    shown.length === 0 ? ['There are no destinations.'] : shown.flatMap(linesOf),
  );
  return 0;
}

export function pause(run: Run, _options: object, [id = '']: readonly string[]): Promise<ExitCode> {
  return setPaused(run, id, true);
}

export function resume(run: Run, _options: object, [id = '']: readonly string[]): Promise<ExitCode> {
  return setPaused(run, id, false);
}

async function setPaused(run: Run, id: string, isPaused: boolean): Promise<ExitCode> {
  const shown = await change(run, (tools, caller) => updateDestination(tools, caller, id, { isPaused }));
  run.output.result(shown, [
    isPaused
      ? `Done: the destination is paused; ${shown.backlog} events wait.`
      : `Done: ${shown.backlog} events that wait are tried at once.`,
  ]);
  return 0;
}

export async function replay(
  run: Run,
  { after }: { readonly after: string },
  [id = '']: readonly string[],
): Promise<ExitCode> {
  // A cursor of another form is refused like one of a place that the feed does not have.
  const place = decodeFeedCursor(after) ?? { place: 0, tag: '' };
  const shown = await change(run, (tools, caller) => replayEvents(tools, caller, id, place));
  run.output.result(shown, [`Done: ${shown.backlog} events are sent, those after the cursor once more.`]);
  return 0;
}

type Shown = Awaited<ReturnType<typeof documentOf>>;

async function change(
  run: Run,
  work: (tools: ServiceTools, caller: Caller) => Promise<DestinationAnswer>,
): Promise<Shown> {
  return withTools(run, async (tools) => {
    const answer = await work(tools, operatorOf(run, undefined, scopes));
    if (answer.accepted) return documentOf(tools, answer.destination);
    throw new CommandFault(answer.errors.map(({ message }) => textOf(message, 'en')).join(' '));
  });
}

async function documentOf(tools: ServiceTools, destination: Destination) {
  const { id, url, description, lastSuccessAt, lastFailure } = destination;
  const [backlog, place] = await Promise.all([
    backlogOf(tools, destination),
    deliveredUpTo(tools, destination),
  ]);
  const { at, httpStatus, message, attempts, nextAttemptAt } = lastFailure ?? {};
  return {
    id,
    status: statusOf(destination),
    backlog,
    url,
    description,
    deliveredUpTo: place && encodeFeedCursor(place),
    lastSuccessAt,
    lastFailure: lastFailure && { at, httpStatus, message, attempts, nextAttemptAt },
  };
}

function linesOf({ id, status, backlog, url, lastFailure }: Shown): readonly string[] {
  const failure = lastFailure
    ? [
        `  last failure ${lastFailure.at?.toISOString()}, after ${lastFailure.attempts} tries: ${lastFailure.message}`,
      ]
    : [];
  return [`${id}  ${status}  ${backlog} wait  ${url}`, ...failure];
}
