import { authenticated, type Caller, requireScope } from './caller';
import { record } from './record';
import { accepted, refused, type Submission, unknownVerification } from './submission';
import type { ServiceTools } from './tools';

const batchSize = 100;

/** Destroys one verification's personal data; status, method and times stay. Needs realname:redact. */
export async function redactVerification(
  tools: ServiceTools,
  anyone: Caller | null,
  id: string,
): Promise<Submission> {
  requireScope(authenticated(anyone, tools.now()), 'realname:redact');
  const changed = await record(tools, id, { kind: 'redacted' });
  if (!changed) return unknownVerification('id');
  if (changed.kind !== 'changed') {
    return refused(['id'], 'WRONG_STATE', "This verification's personal data has been destroyed before.");
  }
  await tools.store.destroyRedacted([id]);
  return accepted(changed.verification);
}

/**
 * Destroys everything personal that is held on an account, the key that sealed it included: copies in backups are gone
 * with it. Returns how many verifications there were. An unknown account has none.
 */
export async function redactUser(tools: ServiceTools, anyone: Caller | null, guid: string): Promise<number> {
  requireScope(authenticated(anyone, tools.now()), 'realname:redact');
  let redacted = 0;
  for (;;) {
    const ids = await tools.store.unredacted(guid, batchSize);
    if (ids.length === 0) return redacted;
    for (const id of ids) {
      const changed = await record(tools, id, { kind: 'redacted' });
      if (changed?.kind === 'changed') redacted += 1;
    }
    await tools.store.destroyRedacted(ids);
  }
}

/** Destroys the personal data of verifications that ended longer ago than it is kept. How many there were. */
export async function redactOutlived(tools: ServiceTools): Promise<number> {
  const before = new Date(tools.now().getTime() - tools.settings.retentionMs);
  const ids = await tools.store.outlived(before, batchSize);
  for (const id of ids) await record(tools, id, { kind: 'redacted' });
  // Not only these: a process may have ended between a redaction and the end of its key.
  await tools.store.destroyRedacted(await tools.store.undestroyed(batchSize));
  return ids.length;
}
