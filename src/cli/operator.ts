import { randomBytes } from 'node:crypto';
import { v7 as newUuid } from 'uuid';
import { isAccountId } from '../domain/input/account-id';
import { registry } from '../providers/registry';
import { actOf } from '../service/access/acts';
import type { Caller, Scope } from '../service/access/caller';
import { Background } from '../service/background';
import { Catalog } from '../service/catalog';
import type { ServiceMeter, ServiceTools } from '../service/tools';
import type { PrivilegedAct, PrivilegedActKind } from '../storage/acts/contract';
import { openInbox, openStore, type StoreSettings } from '../storage/open-store';
import type { Run } from './command';
import { CommandFault } from './fault';
import { readSettings, storeOf } from './settings';

/** Longest name after `--as`, in characters. */
const longestName = 100;

/**
 * The person at the command line, as a caller of use cases: with the scopes that the command needs, and no more. The
 * system says who its user is; the name after `as` is what the person says.
 */
export function operatorOf(run: Run, named: string | undefined, scopes: readonly Scope[]): Caller {
  const { user } = run.terminal;
  if (named !== undefined && (!isAccountId(named) || named.length > longestName)) {
    throw new CommandFault(`--as must be 1 to ${longestName} characters, without control characters.`, 2);
  }
  return {
    guid: named === undefined ? `operator:${user}` : `operator:${user} as ${named}`,
    scopes: new Set(scopes),
    expiresAt: null,
    address: 'command line',
    operator: { systemUser: user, givenName: named ?? null },
  };
}

/** The record of what the person at the command line does now. */
export function actOfOperator(run: Run, named: string | undefined, kind: PrivilegedActKind): PrivilegedAct {
  const tools = { newId: () => newUuid(), now: () => new Date(), requestId: () => null };
  return actOf(tools, operatorOf(run, named, []), kind);
}

/** The option that names the operator, for every command whose use is recorded. */
export const asOption = [
  '--as <name>',
  "your name, recorded next to the system's user, which several people may share",
] as const;

/**
 * Runs use cases on the real store, without providers, with some of its settings changed. Throws the errors of
 * opening the store.
 */
export async function withTools<Result>(
  run: Run,
  work: (tools: ServiceTools) => Promise<Result>,
  changes: Partial<StoreSettings> = {},
): Promise<Result> {
  const settings = readSettings(run);
  const { config, log } = settings;
  const storage = { ...storeOf(settings), ...changes };
  const store = await openStore(storage);
  // A command receives no pushes.
  const inbox = openInbox(':memory:', storage);
  try {
    return await work({
      store,
      inbox,
      catalog: new Catalog([], registry),
      now: () => new Date(),
      newId: () => newUuid(),
      newToken: () => randomBytes(32).toString('base64url'),
      requestId: () => null,
      log,
      meter: silentMeter,
      settings: {
        publicUrl: () => config.publicUrl ?? '',
        pendingTtlMs: config.pendingTtlMs,
        retentionMs: config.retentionMs,
        attempts: config.attempts,
        starts: config.starts,
        reveals: config.reveals,
        accountsPerIdentity: config.accountsPerIdentity,
        identityRetentionMs: config.identityRetentionMs,
        assurance: config.assurance.rules,
        realNameLevel: config.assurance.realNameLevel,
        factAges: config.assurance.factAges,
        locale: config.locale,
        readPatienceMs: 0,
        routing: config.routing,
        consent: config.consent,
        redirectAllowlist: config.redirectAllowlist,
        faceImage: config.faceImage,
        webhooks: config.webhooks,
        // The operator shows no token.
        privilegedSignIn: null,
      },
      source: null,
      // The running service takes it in.
      followCase: async () => {},
      background: new Background(),
      webhooks: {
        judge() {
          throw new Error('A command makes no destination.');
        },
      },
      transparency: null,
    });
  } finally {
    inbox.close();
    await store.close();
  }
}

/** A command has no metrics. */
const silentMeter: ServiceMeter = {
  changed() {},
  pushReceived() {},
  push() {},
  delivered() {},
  identityShared() {},
  delivery() {},
  subscriberClosed() {},
  outlived() {},
  alteredRecord() {},
  routed() {},
  attempted() {},
  caseChanged() {},
  checkpoint() {},
  fault() {},
  dutyExpected() {},
  dutySucceeded() {},
};
