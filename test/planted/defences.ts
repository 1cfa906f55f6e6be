// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of sources.

/** A place in the sources, and what it becomes. */
export interface Fault {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly becomes: string;
  /** The compiled file, below dist, if the test runs the program as a process of its own. */
  readonly compiled?: string;
}

/** A place that keeps an exploit of SECURITY.md out, and what it becomes in order to let it in. */
export interface Defence extends Fault {
  /** Its number in SECURITY.md. An exploit that two places keep out has two rows. */
  readonly exploit: number;
}

export const defences: readonly Defence[] = [
  {
    exploit: 1,
    file: 'src/providers/linkid/redirect.ts',
    find: '  return isPassage(target)\n',
    becomes: '  return true\n',
  },
  {
    exploit: 2,
    file: 'src/domain/input/address-check.ts',
    find: '/[\\s\\p{Cc}\\p{Cs}\\\\]/u.test(text) || ',
    becomes: '',
  },
  {
    exploit: 2,
    file: 'src/domain/input/address-check.ts',
    find: "if (url.username !== '' || url.password !== '') {",
    becomes: 'if (false) {',
  },
  {
    exploit: 2,
    file: 'src/domain/input/address-check.ts',
    find: 'allowedOrigins.includes(url.origin)',
    becomes: 'allowedOrigins.some((origin) => url.href.startsWith(origin))',
  },
  {
    exploit: 3,
    file: 'src/storage/identities/identity-uses.ts',
    find: 'await this.database.lock(tx, `identity:${use.identityHash}`);',
    becomes: '',
  },
  {
    exploit: 4,
    file: 'src/service/verification/merge-account.ts',
    find: "outcome.kind === 'approved' && holder.guid ? movingAway(tools, holder.guid) : {}",
    becomes: '{}',
  },
  {
    exploit: 5,
    file: 'src/http/graphql/one-of-a-kind.ts',
    find: 'if (count > 1) context.reportError(tooMany(what, count));',
    becomes: '',
  },
  {
    exploit: 6,
    file: 'src/service/access/rate-limit.ts',
    find: '[{ name: `start-caller:${caller.guid}`, limit: perCaller, windowMs }]',
    becomes: '[]',
  },
  {
    exploit: 7,
    file: 'src/service/access/rate-limit.ts',
    find: "[about('identity', comparableIdentityNo(identityNo))]",
    becomes: '[]',
  },
  {
    exploit: 8,
    file: 'src/graphql/verification/conflict.resolver.ts',
    find: "caller?.scopes.has('realname:read') ?",
    becomes: 'true ?',
  },
  {
    exploit: 9,
    file: 'src/service/access/rate-limit.ts',
    find: '{ name: `target-caller:${JSON.stringify([target, caller.guid])}`, limit: perTarget },',
    becomes: '',
  },
  {
    exploit: 9,
    file: 'src/service/access/rate-limit.ts',
    find: '{ name: `target:${target}`, limit: perTarget * strangers },',
    becomes: '',
  },
  {
    exploit: 10,
    file: 'src/service/verification/merge-account.ts',
    find: '`merge:${holder.guid}`',
    becomes: '`merge:${verificationId}`',
  },
  {
    exploit: 11,
    file: 'src/http/server/host-check.ts',
    find: 'return isLoopbackHost(name) || ',
    becomes: 'return true || ',
  },
  {
    exploit: 11,
    file: 'src/http/graphql/websocket.ts',
    find: "if (!isHostAllowed(request.headers.host, allowedHosts)) return '421 Misdirected Request';",
    becomes: '',
  },
  {
    exploit: 12,
    file: 'src/sandbox/host-check.ts',
    find: 'return name !== undefined && (isLoopback(name) || name.toLowerCase() === own);',
    becomes: 'return true;',
  },
  {
    exploit: 13,
    file: 'src/http/server/metrics-route.ts',
    find: '  checkHosts(server, allowedHosts);\n',
    becomes: '',
  },
  {
    exploit: 14,
    file: 'src/config/linkid-source.ts',
    find: 'const takesPublishedToken = isDev && ',
    becomes: 'const takesPublishedToken = ',
  },
  {
    exploit: 15,
    file: 'src/service/provider-events/callback-address.ts',
    find: "expected) ? 'own' : 'foreign'",
    becomes: "expected) ? 'own' : 'own'",
  },
  {
    exploit: 16,
    file: 'src/storage/inbox/inbox.ts',
    find: 'return hasMac || former + needed <= this.maxBytes * formerShare;',
    becomes: 'return true;',
  },
  {
    exploit: 17,
    file: 'src/http/server/unverified-bodies.ts',
    find: 'if (this.#total <= this.limits.total) return;',
    becomes: 'return;',
  },
  {
    exploit: 18,
    file: 'src/http/server/jwt-callers.ts',
    find: "if (!isAccountId(sub)) return 'SUBJECT_MALFORMED';",
    becomes: '',
  },
  {
    exploit: 19,
    file: 'src/http/server/jwt-callers.ts',
    find: "if (cnf !== undefined) return 'BOUND_TO_KEY';",
    becomes: '',
  },
  {
    exploit: 20,
    file: 'src/http/server/jwt-callers.ts',
    find: "return isOfType(typ, tokenType) ? null : 'TYPE_NOT_ACCEPTED';",
    becomes: 'return null;',
  },
  {
    exploit: 21,
    file: 'src/service/access/caller.ts',
    find: 'if (signIn !== null && !caller.signIn?.some((way) => signIn.includes(way))) {',
    becomes: 'if (false) {',
  },
  {
    exploit: 22,
    file: 'src/service/personal-data/reveal-personal-info.ts',
    find: 'reveals.needsApproval && {',
    becomes: 'false && {',
  },
  {
    exploit: 22,
    file: 'src/service/personal-data/approve-reveal.ts',
    find: "if (callerGuid === caller.guid) return refused(['callerGuid'], 'NOT_ALLOWED', 'OWN_REVEAL');",
    becomes: '',
  },
  {
    exploit: 23,
    file: 'src/service/personal-data/reveal-personal-info.ts',
    find: '...(!caller.operator && { attempts: revealOf(tools, caller) }),',
    becomes: '',
  },
  {
    exploit: 24,
    file: 'src/storage/encryption/data-keys.ts',
    find: 'await this.keyStore.destroy(ids);',
    becomes: '',
  },
  {
    exploit: 25,
    file: 'src/storage/encryption/data-keys.ts',
    find: 'this.news.keysDestroyed(ids);',
    becomes: '',
  },
  {
    exploit: 26,
    file: 'src/storage/verifications/verification-reader.ts',
    find: 'this.dataKeys.forget([row.data_key_id]);',
    becomes: '',
  },
  {
    exploit: 27,
    file: 'src/storage/verifications/sealed-rows.ts',
    find: "const isAltered = this.seals.stateOf(row) === 'altered';",
    becomes: 'const isAltered = false;',
  },
  {
    exploit: 27,
    file: 'src/storage/verifications/sealed-rows.ts',
    find: "if (this.seals.stateOfVerdict(row) !== 'altered') return;",
    becomes: 'return;',
  },
  {
    exploit: 28,
    file: 'src/cli/keys.ts',
    find: 'if (lacking > 0) {',
    becomes: 'if (false) {',
    compiled: 'cli/keys.js',
  },
];
