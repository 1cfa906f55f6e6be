import type { OpenDatabase } from '../../storage/dialect';
import { type Finding, ok, warn } from './finding';

/** A job has a round every few seconds, and a long one takes some minutes. */
const overdueMs = 5 * 60 * 1000;

const asking = /^ask (.+)$/;

/**
 * One line for each recurring job that ever ran on this database, and when it last succeeded. Providers that are
 * switched off (`offered` lacks them) are not asked any more.
 */
export async function dutyFindings(
  { leases }: Pick<OpenDatabase, 'leases'>,
  offered: ReadonlySet<string>,
): Promise<readonly Finding[]> {
  const successes = [...(await leases.lastSuccesses())]
    .filter(([duty]) => offered.has(asking.exec(duty)?.[1] ?? duty) || !asking.test(duty))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const newest = Math.max(0, ...successes.map(([, at]) => at?.getTime() ?? 0));
  if (newest === 0) return [ok('duties', 'no process has done a recurring job on this database yet')];
  const sinceMs = Date.now() - newest;
  if (sinceMs > overdueMs) {
    const found = `no recurring job has succeeded for ${spanOf(sinceMs)}`;
    return [warn('duties', found, 'Start the service; if it runs, look for `sweep failed` in its log.')];
  }
  return successes.map(([duty, at]) => dutyFinding(duty, at));
}

function dutyFinding(duty: string, at: Date | null): Finding {
  const check = `duty:${duty.replaceAll(' ', '-')}`;
  const cure = 'Look for `sweep failed` with this duty in the log of the service.';
  if (!at) return warn(check, 'has never succeeded', cure);
  const sinceMs = Date.now() - at.getTime();
  const found = `last succeeded ${spanOf(sinceMs)} ago`;
  return sinceMs > overdueMs ? warn(check, found, cure) : ok(check, found);
}

function spanOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
