import type { KeylessPage } from '../../storage/retention/contract';
import { actOf } from '../access/acts';
import { authenticated, type Caller, requirePrivilege } from '../access/caller';
import { redactCases } from '../cases/redact-cases';
import type { ServiceTools } from '../tools';
import { record } from '../verification/record';
import { accepted, refused, type Submission, unknownVerification } from '../verification/submission';

const batchSize = 100;
/** Redactions under way at once. */
const atOnce = 10;

/** Destroys one verification's personal data; status, method and times stay. Needs realname:redact. */
export async function redactVerification(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
): Promise<Submission> {
  const caller = redactingCaller(tools, anyone);
  const act = actOf(tools, caller, 'REDACT_VERIFICATION', { verificationId: id });
  const changed = await record(tools, id, { kind: 'redacted' }, { act });
  if (!changed) return unknownVerification('id');
  if (changed.kind !== 'changed') {
    return refused(['id'], 'WRONG_STATE', 'DATA_DESTROYED_BEFORE');
  }
  await tools.store.retention.destroyRedacted([id]);
  return accepted(changed.verification);
}

/**
 * Destroys all personal data of an account together with its data key, which makes copies in backups unreadable too.
 * Returns the number of redacted verifications; 0 for an unknown account.
 */
export async function redactUser(tools: ServiceTools, anyone: Caller | null, guid: string): Promise<number> {
  const caller = redactingCaller(tools, anyone);
  await tools.store.acts.record(actOf(tools, caller, 'REDACT_USER', { account: guid }));
  // Their evidence first: what a case keeps would be sealed again with the account's next key.
  const cases = await redactCases(tools, guid);
  await tools.store.consents.redact(guid, tools.now());
  let redacted = 0;
  for (;;) {
    const ids = await tools.store.retention.unredacted(guid, batchSize);
    if (ids.length === 0) {
      await tools.store.retention.destroyRedacted([], cases);
      return redacted;
    }
    for (const id of ids) {
      const act = actOf(tools, caller, 'REDACT_VERIFICATION', { verificationId: id });
      const changed = await record(tools, id, { kind: 'redacted' }, { act });
      if (changed?.kind === 'changed') redacted += 1;
    }
    await tools.store.retention.destroyRedacted(ids);
  }
}

function redactingCaller(tools: ServiceTools, anyone: Caller | null): Caller {
  const caller = authenticated(anyone, tools.now());
  requirePrivilege(caller, 'realname:redact', tools.settings.privilegedSignIn);
  return caller;
}

/**
 * Destroys the personal data of verifications that ended before the retention period, batch after batch until nothing
 * is due or `stopped` aborts. Returns their number.
 */
export async function redactOutlived(tools: ServiceTools, stopped: AbortSignal): Promise<number> {
  const { retention } = tools.store;
  const before = new Date(tools.now().getTime() - tools.settings.retentionMs);
  for (let redacted = 0; ; ) {
    const due = await retention.outlived(before, batchSize);
    for (let start = 0; start < due.length; start += atOnce) {
      // On SQLite they share a commit; on PostgreSQL each takes a connection.
      await Promise.all(
        due.slice(start, start + atOnce).map((id) => record(tools, id, { kind: 'redacted' })),
      );
    }
    // Includes earlier redactions: a process may have crashed between a redaction and the destruction of its key.
    const undestroyed = await retention.undestroyed(batchSize);
    const undestroyedCases = await retention.undestroyedCases(batchSize);
    await retention.destroyRedacted(undestroyed, undestroyedCases);
    redacted += due.length;
    tools.meter.outlived(due.length);
    const isLast = [due, undestroyed, undestroyedCases].every(({ length }) => length < batchSize);
    if (isLast || stopped.aborted) return redacted;
  }
}

/** Records as redacted what a restored database holds of accounts whose key is destroyed. Returns their number. */
export async function redactKeyless(tools: ServiceTools): Promise<number> {
  let redacted = 0;
  for (let after: string | null = ''; after !== null; ) {
    const { ids, last }: KeylessPage = await tools.store.retention.keyless(after, batchSize);
    for (const id of ids) await record(tools, id, { kind: 'redacted' });
    await tools.store.retention.destroyRedacted(ids);
    redacted += ids.length;
    after = last;
  }
  return redacted;
}
