import type { ServiceProcess } from '../../support/process';
import { type Case, phoneOf, pushesOf, sendPush, startCases } from '../frame/cases';
import type { FaultContext } from '../frame/context';
import type { Fault } from '../frame/fault';
import { metricOf, versionsOf } from './look';
import { type StalledReader, stalledSocket, stalledStream } from './stalled-reader';
import { StreamFollower } from './stream-follower';

/** Over each transport. */
const stalledEach = { short: 4, long: 20 };
const pushesEach = { short: 12, long: 40 };
/** If what is not read were kept, it would be nearly a gigabyte. */
const mostGrowthBytes = 400 * 1024 * 1024;
/** The query of a stalled reader is half a megabyte itself. */
const longQueries = { QUERY_MAX_BYTES: '1000000' };
const closedMetric = 'realname_subscribers_closed_total{reason="stalled"}';

/** Subscribers that never read their socket. */
export const fault: Fault = {
  title: 'stalled readers',
  what: 'Forty subscribers, over WebSocket and over SSE, ask for half a megabyte with every event and never read. Other subscribers must get every event in the meantime, the memory of the process must stay bounded, and each stalled reader must be closed in the end in a way that makes it reconnect: 1013, or a stream that is cut and not completed.',
  stores: ['sqlite', 'postgresql'],
  rounds: { short: 1, long: 3 },
  async run(context) {
    const { ledger } = context;
    const [patient, strict] = await Promise.all([
      context.start({ ...longQueries, SUBSCRIBER_STALL_MS: '600000' }, 'patient'),
      context.start({ ...longQueries, SUBSCRIBER_STALL_MS: '300' }, 'strict'),
    ]);
    let followed = 0;
    for (const round of context.eachRound()) {
      followed += await othersGoOn(context, patient, round);
      await stalledAreClosed(context, strict, round);
    }
    const counts = ledger.counts(context.rounds);
    return { ...counts, followed: counts.followed + followed };
  },
};

/** The number of events that a stream has followed beside the stalled ones. */
async function othersGoOn(context: FaultContext, service: ServiceProcess, round: number): Promise<number> {
  const { ledger } = context;
  const { url } = service;
  const guid = `patient-${round}`;
  const one = await startOne(context, url, guid, round * 2);
  const stalled = await openStalled(url, guid, one.id, stalledEach[context.form]);
  const before = await metricOf(url, 'process_resident_memory_bytes');
  const [follower, stream] = [ledger.follow(guid), new StreamFollower(guid)];
  await Promise.all([follower.connect(url), stream.connect(url)]);
  for (const push of pushesOf([one], pushesEach[context.form])) await sendPush(ledger, url, push);

  await ledger.check(url, [guid]);
  const last = [...(await versionsOf(url, guid)).values()].reduce((sum, version) => sum + version, 0);
  await stream.reaches(last);
  stream.enter(ledger, last);
  if ((await metricOf(url, closedMetric)) > 0) ledger.regressed('a reader was closed before its time');
  const growth = (await metricOf(url, 'process_resident_memory_bytes')) - before;
  if (growth > mostGrowthBytes) ledger.regressed(`memory grew by ${growth} bytes in round ${round}`);
  for (const reader of stalled) reader.close();
  await Promise.all([follower.stop(), stream.stop()]);
  return stream.seen.length;
}

async function stalledAreClosed(
  context: FaultContext,
  { url }: ServiceProcess,
  round: number,
): Promise<void> {
  const { ledger } = context;
  const guid = `strict-${round}`;
  const one = await startOne(context, url, guid, round * 2 + 1);
  for (const push of pushesOf([one], pushesEach[context.form])) await sendPush(ledger, url, push);
  const before = await metricOf(url, closedMetric);
  const stalled = await openStalled(url, guid, one.id, 2);
  while ((await metricOf(url, closedMetric)) < before + stalled.length);

  const resumed = new StreamFollower(guid, one.id);
  for (const reader of stalled) {
    const { versions, code, isCompleted } = await reader.readOn();
    const isClear = !isCompleted && (code === null || code === 1013);
    if (!isClear) ledger.lost(`a clear close, not ${code} ${isCompleted}`);
    versions.forEach((version, index) => {
      if (version !== index + 1) ledger.regressed(`${version} as number ${index + 1} for a stalled reader`);
    });
  }
  await resumed.connect(url);
  const last = (await versionsOf(url, guid)).get(one.id) ?? 0;
  await resumed.reaches(last);
  resumed.enter(ledger, last);
  await resumed.stop();
}

async function startOne(context: FaultContext, url: string, guid: string, n: number): Promise<Case> {
  const [one] = await startCases(context, url, guid, [phoneOf(n)]);
  if (!one) throw new Error('OneNET did not answer');
  return one;
}

function openStalled(url: string, guid: string, id: string, each: number): Promise<StalledReader[]> {
  return Promise.all(
    Array.from({ length: each }, () => [stalledSocket(url, guid, id), stalledStream(url, guid, id)]).flat(),
  );
}
