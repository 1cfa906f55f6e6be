import type { CaseEvent } from '../../domain/routing/case';
import { authenticated, type Caller } from '../access/caller';
import { maySeeCase } from '../cases/find-case';
import { ServiceError } from '../errors';
import type { ServiceTools } from '../tools';
import { batchSize, Stream } from './watch';

/**
 * Every change of one case, in order of version, none missed and none twice. With `sinceVersion`, where the case stands
 * comes first if that is newer. Throws NOT_FOUND before the stream begins.
 */
export async function watchCase(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
  sinceVersion: number | null,
): Promise<AsyncIterableIterator<CaseEvent>> {
  const caller = authenticated(anyone, tools.now());
  const current = (await tools.store.cases.find([id])).get(id);
  if (!current || !maySeeCase(caller, current)) throw new ServiceError('NOT_FOUND', 'There is no such case.');
  const { version } = current;
  const isBehind = sinceVersion !== null && sinceVersion < version;
  return new CaseStream(tools, caller, id, isBehind ? version - 1 : (sinceVersion ?? version));
}

class CaseStream extends Stream<CaseEvent> {
  constructor(
    tools: ServiceTools,
    caller: Caller,
    private readonly id: string,
    private version: number,
  ) {
    super(tools, caller, { caseId: id });
  }

  protected read(): Promise<readonly CaseEvent[]> {
    return this.tools.store.cases.eventsAfter(this.id, this.version, batchSize);
  }

  protected pass({ version }: CaseEvent): void {
    this.version = version;
  }

  /** Nothing follows the destruction of what a case knows of the person. */
  protected isLast({ cause }: CaseEvent): boolean {
    return cause === 'REDACTED';
  }
}
