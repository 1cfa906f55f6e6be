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
  return accepted(changed.verification);
}

/**
 * Destroys everything personal that is held on an account, its data key last: what the key still sealed anywhere is
 * gone with it. Returns how many verifications there were. An unknown account has none.
 */
export async function redactUser(tools: ServiceTools, anyone: Caller | null, guid: string): Promise<number> {
  requireScope(authenticated(anyone, tools.now()), 'realname:redact');
  let redacted = 0;
  for (;;) {
    const ids = await tools.store.unredacted(guid, batchSize);
    if (ids.length === 0) break;
    for (const id of ids) {
      const changed = await record(tools, id, { kind: 'redacted' });
      if (changed?.kind === 'changed') redacted += 1;
    }
  }
  await tools.store.replaceDataKey(guid);
  return redacted;
}
