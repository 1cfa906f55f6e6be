import { MinorsCount } from '../../domain/reports/minors';
import { type Counted, counted } from '../../domain/reports/report';
import { lastDayOf, type Period, yearInChina } from '../../domain/reports/year';
import type { Verification } from '../../domain/verification/verification';
import type { Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { retentionDays } from './retention-days';

/** Verifications that are opened, and accounts that are counted, at once. */
const batchSize = 500;

/** Called with the number of verifications that were read so far. */
export type Progress = (read: number) => void;

/**
 * The figures of the minors of a year. Age stands in sealed data: every verification of the year that has any is recorded
 * as revealed to the operator, and opened after that.
 */
export async function countMinors(
  tools: ServiceTools,
  caller: Caller,
  year: number,
  progress: Progress,
): Promise<readonly Counted[]> {
  const period = yearInChina(year);
  const count = new MinorsCount(lastDayOf(year));
  let read = 0;
  for await (const page of verificationsIn(tools, period)) {
    await recordReveals(tools, caller, page, `realname report minors --year ${year}`);
    for (const one of page) count.add(one);
    read += page.length;
    progress(read);
  }
  return [...count.rows(), ...(await countAccounts(tools, count, period)), retentionDays(tools)];
}

async function* verificationsIn(
  { store }: ServiceTools,
  { from, until }: Period,
): AsyncIterable<readonly Verification[]> {
  const filter = { createdAfter: new Date(from.getTime() - 1), createdBefore: until };
  for (let after: { readonly at: Date; readonly id: string } | undefined; ; ) {
    const { items, hasMore } = await store.verifications.list({
      filter,
      order: 'CREATED_ASC',
      limit: batchSize,
      ...(after && { after }),
    });
    yield items;
    const last = items.at(-1);
    if (!hasMore || !last) return;
    after = { at: last.createdAt, id: last.id };
  }
}

function recordReveals(
  { store, now }: ServiceTools,
  { guid: caller }: Caller,
  page: readonly Verification[],
  purpose: string,
): Promise<void> {
  const at = now();
  return store.reveals.recordOfReport(
    page
      .filter(({ guid, personal }) => guid !== null && (personal.subject || personal.audit))
      .map(({ id: verificationId }) => ({ verificationId, caller, purpose, at })),
  );
}

/** Consents that were given until the end of the year, and reveals of the year, of those minors; erasures of anybody. */
async function countAccounts(
  { store }: ServiceTools,
  minors: MinorsCount,
  period: Period,
): Promise<readonly Counted[]> {
  const bands = minors.bands();
  const [guids, guardians] = [[...bands.keys()], new Set<string>()];
  const consents = new Map<string, Counted>();
  let reveals = 0;
  for (let start = 0; start < guids.length; start += batchSize) {
    const some = guids.slice(start, start + batchSize);
    for (const one of await store.reports.consentsOf(some, period.until)) {
      const { guid, purpose, kind, isWithdrawn, givenBy } = one;
      if (kind === 'GUARDIAN' && givenBy !== null) guardians.add(givenBy);
      const cell = counted('consents', 0, {
        band: bands.get(guid) ?? null,
        purpose,
        kind,
        status: isWithdrawn ? 'WITHDRAWN' : 'LIVE',
      });
      const key = JSON.stringify(cell);
      consents.set(key, { ...cell, count: (consents.get(key)?.count ?? 0) + 1 });
    }
    reveals += await store.reports.revealsOf(some, period);
  }
  return [
    ...consents.values(),
    counted('guardians', guardians.size),
    counted('reveals', reveals),
    counted('erasures', await store.reports.erasures(period)),
  ];
}
