import type { Verification } from '../../domain/verification';
import type { Caller } from '../../service/caller';
import { readReveals } from '../../service/read-reveals';
import {
  listAccountVerifications,
  readHistories,
  readVerifiedAccounts,
} from '../../service/read-verifications';
import { revealPersonalInfo } from '../../service/reveal-personal-info';
import type { ServiceTools } from '../../service/tools';
import type { PageKey } from '../../storage/store';
import { sqlitePathOf, withDatabase } from '../database';
import { CommandFault } from '../fault';
import { type ExportedVerification, exportedVerification } from './verification';

/** What is held on one account, in plain text. Times are ISO 8601. */
export interface AccountExport {
  readonly guid: string;
  readonly exportedAt: Date;
  readonly exportedBy: string;
  readonly purpose: string;
  readonly isRealNameVerified: boolean;
  /** Newest first. */
  readonly verifications: readonly ExportedVerification[];
  /** When codes or passwords were tried, as far as that is still counted (ATTEMPTS_WINDOW_SECONDS). */
  readonly attempts: readonly Date[];
  readonly leftOut: readonly string[];
}

const leftOut = [
  'Addresses of pages, and the address the browser goes back to: they are keys to a verification that is under way.',
  'The request that a merge repeats, kept for one hour: it holds a password or a code.',
  'Counters of tries for a card, a phone or an address: they are kept as hashes that name nobody.',
];

const pageSize = 100;

/** Reads everything; what is shown of a verification is recorded as revealed before. */
export async function exportAccount(
  tools: ServiceTools,
  databaseUrl: string,
  caller: Caller,
  guid: string,
  purpose: string,
): Promise<AccountExport> {
  const verifications: Verification[] = [];
  for (const listed of await verificationsOf(tools, caller, guid)) {
    verifications.push(await revealed(tools, caller, listed, purpose));
  }
  const ids = verifications.map(({ id }) => id);
  const histories = await readHistories(tools, ids);
  // After this export's own record, so that it is among them.
  const reveals = await readReveals(tools, caller, ids);
  const [isRealNameVerified = false] = await readVerifiedAccounts(tools, caller, [guid]);
  return {
    guid,
    exportedAt: tools.now(),
    exportedBy: caller.guid,
    purpose,
    isRealNameVerified,
    verifications: verifications.map((verification, index) =>
      exportedVerification(verification, histories[index] ?? [], reveals[index] ?? []),
    ),
    attempts: await attemptsOf(tools, databaseUrl, guid),
    leftOut,
  };
}

async function verificationsOf(tools: ServiceTools, caller: Caller, guid: string): Promise<Verification[]> {
  const found: Verification[] = [];
  for (let after: PageKey | undefined; ; ) {
    const query = { filter: {}, limit: pageSize, ...(after && { after }) };
    const { items, hasMore } = await listAccountVerifications(tools, caller, guid, query);
    found.push(...items);
    after = items.at(-1);
    if (!hasMore) return found;
  }
}

/** As it stands once the reveal is recorded; without its personal data where that has been destroyed. */
async function revealed(
  tools: ServiceTools,
  caller: Caller,
  listed: Verification,
  purpose: string,
): Promise<Verification> {
  const shown = await revealPersonalInfo(tools, caller, { verificationId: listed.id, purpose });
  if (shown.accepted) return shown.verification;
  const fault = shown.errors.find(({ path }) => path[0] === 'purpose');
  if (fault) throw new CommandFault(`--purpose: ${fault.message}`, 2);
  return { ...listed, personal: {} };
}

/** The tries counted for the account as a caller (service/may-try.ts). */
async function attemptsOf(tools: ServiceTools, databaseUrl: string, guid: string): Promise<Date[]> {
  if (sqlitePathOf(databaseUrl) === ':memory:') return [];
  const counter = tools.store.fingerprint(`attempt:caller:${guid}`);
  return withDatabase({ databaseUrl, report: () => {} }, async ({ db }) => {
    const rows = await db
      .selectFrom('attempt')
      .select('at')
      .where('target_hash', '=', counter)
      .orderBy('at')
      .execute();
    return rows.map(({ at }) => new Date(at));
  });
}
