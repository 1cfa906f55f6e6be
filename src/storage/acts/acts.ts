import type { Kysely } from 'kysely';
import { isStorable } from '../../domain/input/storable-text';
import type { PrivilegedActRow, Tables } from '../schema';
import type {
  Actor,
  PrivilegedAct,
  PrivilegedActChanges,
  PrivilegedActKind,
  PrivilegedActQuery,
  PrivilegedActReads,
} from './contract';

export class ActReader implements PrivilegedActReads {
  constructor(private readonly db: Kysely<Tables>) {}

  async list({ verificationId, account, limit }: PrivilegedActQuery): Promise<readonly PrivilegedAct[]> {
    if (![verificationId ?? '', account ?? ''].every(isStorable)) return [];
    let query = this.db.selectFrom('privileged_act').selectAll();
    if (verificationId !== undefined) query = query.where('verification_id', '=', verificationId);
    if (account !== undefined) query = query.where('account', '=', account);
    const rows = await query.orderBy('id', 'desc').limit(limit).execute();
    return rows.map(toAct);
  }
}

export class ActWriter implements PrivilegedActChanges {
  constructor(private readonly db: Kysely<Tables>) {}

  record(act: PrivilegedAct): Promise<void> {
    return recordAct(this.db, act);
  }
}

/** Records an act in the transaction of what it describes. */
export async function recordAct(db: Kysely<Tables>, act: PrivilegedAct): Promise<void> {
  await db.insertInto('privileged_act').values(toRow(act)).execute();
}

function toRow({ id, kind, at, by, verificationId, account, approvedBy }: PrivilegedAct): PrivilegedActRow {
  const isCaller = by.kind === 'caller';
  return {
    id,
    kind,
    at: at.getTime(),
    caller: isCaller ? by.guid : null,
    token_id: isCaller ? by.tokenId : null,
    request_id: isCaller ? by.requestId : null,
    system_user: isCaller ? null : by.systemUser,
    given_name: isCaller ? null : by.givenName,
    verification_id: verificationId,
    account,
    approved_by: approvedBy,
  };
}

function toAct(row: PrivilegedActRow): PrivilegedAct {
  return {
    id: row.id,
    kind: row.kind as PrivilegedActKind,
    at: new Date(row.at),
    by: actorOf(row),
    verificationId: row.verification_id,
    account: row.account,
    approvedBy: row.approved_by,
  };
}

function actorOf({ caller, token_id, request_id, system_user, given_name }: PrivilegedActRow): Actor {
  return caller === null
    ? { kind: 'commandLine', systemUser: system_user ?? '', givenName: given_name }
    : { kind: 'caller', guid: caller, tokenId: token_id, requestId: request_id };
}
