import { textOf } from '../../domain/messages/message';
import type { Verification } from '../../domain/verification/verification';
import { actOf } from '../../service/access/acts';
import type { Caller } from '../../service/access/caller';
import { callerCounter } from '../../service/access/rate-limit';
import { readReveals } from '../../service/personal-data/read-reveals';
import { revealPersonalInfo } from '../../service/personal-data/reveal-personal-info';
import { isRealNameVerified, readAccounts } from '../../service/reading/read-accounts';
import { listAccountVerifications, readHistories } from '../../service/reading/read-verifications';
import type { ServiceTools } from '../../service/tools';
import type { PageKey } from '../../storage/verifications/contract';
import { CommandFault } from '../fault';
import { type ExportedCase, exportedCases } from './cases';
import { type ExportedConsent, exportedConsents } from './consents';
import { type ExportedVerification, exportedVerification } from './verification';

/** Everything stored about one account, in plain text. Times are ISO 8601. */
export interface AccountExport {
  readonly guid: string;
  readonly exportedAt: Date;
  readonly exportedBy: string;
  readonly purpose: string;
  readonly isRealNameVerified: boolean;
  /** Newest first. */
  readonly verifications: readonly ExportedVerification[];
  /** Newest last; the verifications of a case are among those above. */
  readonly cases: readonly ExportedCase[];
  /** Oldest first. */
  readonly consents: readonly ExportedConsent[];
  /** As a guardian, oldest first. */
  readonly consentsGivenForOthers: readonly ExportedConsent[];
  /** Times of attempts at codes or passwords, as far as they are still counted (ATTEMPTS_WINDOW_SECONDS). */
  readonly attempts: readonly Date[];
  readonly leftOut: readonly string[];
}

const leftOut = [
  'Addresses of pages, and the address to which the browser returns: they give access to a verification that is under way.',
  'The request that a merge repeats, which is kept for one hour: it holds a password or a code.',
  'Counters of attempts for a card, a phone or an address: they are stored as hashes that identify no person.',
];

const pageSize = 100;

/** Reads everything; each verification is recorded as revealed before it is shown. */
export async function exportAccount(
  tools: ServiceTools,
  caller: Caller,
  guid: string,
  purpose: string,
): Promise<AccountExport> {
  await tools.store.acts.record(actOf(tools, caller, 'EXPORT', { account: guid }));
  const verifications: Verification[] = [];
  for (const listed of await verificationsOf(tools, caller, guid)) {
    verifications.push(await revealed(tools, caller, listed, purpose));
  }
  const ids = verifications.map(({ id }) => id);
  const histories = await readHistories(
    tools,
    ids.map((id) => ({ id, afterVersion: 0, first: null })),
  );
  // After this export was recorded, so that it is among them.
  const reveals = await readReveals(tools, caller, ids);
  const receipts = await Promise.all(ids.map((id) => tools.store.log.commitmentsOf(id)));
  const [account = []] = await readAccounts(tools, caller, [guid]);
  return {
    guid,
    exportedAt: tools.now(),
    exportedBy: caller.guid,
    purpose,
    isRealNameVerified: isRealNameVerified(tools, account),
    verifications: verifications.map((verification, index) =>
      exportedVerification(
        verification,
        {
          history: histories[index] ?? [],
          reveals: reveals[index] ?? [],
          receipts: receipts[index] ?? [],
        },
        tools.settings.locale,
      ),
    ),
    cases: await exportedCases(tools, guid),
    ...(await exportedConsents(tools, guid)),
    attempts: await tools.store.attempts.times(callerCounter(guid)),
    leftOut,
  };
}

async function verificationsOf(tools: ServiceTools, caller: Caller, guid: string): Promise<Verification[]> {
  const found: Verification[] = [];
  for (let after: PageKey | undefined; ; ) {
    const query = { filter: {}, limit: pageSize, ...(after && { after }) };
    const { items, hasMore } = await listAccountVerifications(tools, caller, guid, query);
    found.push(...items);
    const last = items.at(-1);
    after = last && { at: last.createdAt, id: last.id };
    if (!hasMore) return found;
  }
}

/** The verification once its reveal is recorded; without personal data if that was destroyed. */
async function revealed(
  tools: ServiceTools,
  caller: Caller,
  listed: Verification,
  purpose: string,
): Promise<Verification> {
  const shown = await revealPersonalInfo(tools, caller, { verificationId: listed.id, purpose });
  if (shown.accepted) return shown.verification;
  const fault = shown.errors.find(({ path }) => path[0] === 'purpose');
  if (fault) throw new CommandFault(`--purpose: ${textOf(fault.message, 'en')}`, 2);
  return { ...listed, personal: {} };
}
