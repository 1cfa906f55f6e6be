/**
 * Who may import whom. `to` is everything that is forbidden, so that a new folder is forbidden until it is thought of.
 * Imports of types count as well. The contracts (providers/provider.ts, the inputs.ts
 * of each provider, storage/store.ts and the contract.ts of each folder of storage) hold nothing but types.
 */
const ours = '^src/';
const contracts =
  '^src/(providers/provider|providers/[^/]+/inputs|storage/store|storage/[^/]+/contract)\\.ts$';

/** @param {string} name @param {string} from @param {string[]} allowed @param {string} comment */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: ours, pathNot: allowed },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only(
      'domain-imports-only-itself',
      '^src/domain/',
      ['^src/domain/'],
      'The rules of the domain depend on nothing.',
    ),
    only(
      'storage-imports-domain',
      '^src/storage/',
      ['^src/domain/', '^src/storage/'],
      'The store knows the domain only.',
    ),
    {
      name: 'migrations-are-frozen',
      comment:
        'A step that runs on old databases must not change because our code does: it imports nothing of ours.',
      severity: 'error',
      from: { path: '^src/storage/migrations/[0-9]{4}-' },
      to: { path: ours },
    },
    {
      name: 'a-provider-imports-no-other-provider',
      comment: 'A provider knows the domain, what all providers share, and itself; never another provider.',
      severity: 'error',
      from: { path: '^src/providers/([^/]+)/' },
      to: { path: ours, pathNot: ['^src/domain/', '^src/providers/[^/]+\\.ts$', '^src/providers/$1/'] },
    },
    {
      name: 'only-the-registry-knows-providers',
      comment: 'What all providers share must not depend on one of them.',
      severity: 'error',
      from: { path: '^src/providers/[^/]+\\.ts$', pathNot: '^src/providers/registry\\.ts$' },
      to: { path: ours, pathNot: ['^src/domain/', '^src/providers/[^/]+\\.ts$'] },
    },
    only(
      'service-imports-domain-and-contracts',
      '^src/service/',
      ['^src/domain/', '^src/service/', contracts],
      'Use cases know the domain, and the contracts of providers and storage.',
    ),
    only(
      'jobs-import-use-cases',
      '^src/jobs/',
      ['^src/domain/', '^src/service/', '^src/jobs/'],
      'Jobs decide when; use cases decide what.',
    ),
    only(
      'graphql-imports-use-cases',
      '^src/graphql/',
      ['^src/domain/', '^src/service/', '^src/graphql/', contracts],
      'GraphQL calls use cases and loaders, never a store or a provider.',
    ),
    only(
      'http-imports-use-cases',
      '^src/http/',
      ['^src/domain/', '^src/service/', '^src/graphql/', '^src/http/', contracts],
      'HTTP serves GraphQL and calls use cases.',
    ),
    only(
      'telemetry-watches',
      '^src/telemetry/',
      [
        '^src/domain/',
        '^src/graphql/errors\\.ts$',
        '^src/http/server/observer\\.ts$',
        '^src/service/tools\\.ts$',
        '^src/telemetry/',
        contracts,
      ],
      'Telemetry knows what it is told of, and nothing of how it is done.',
    ),
    {
      name: 'telemetry-is-handed-in',
      comment: 'What is watched knows interfaces only; the composition root brings the watcher.',
      severity: 'error',
      from: { path: ours, pathNot: '^src/(app|cli|telemetry)/' },
      to: { path: '^src/telemetry/' },
    },
    only(
      'sandbox-shares-no-code',
      '^src/sandbox/',
      ['^src/sandbox/'],
      'A twin that shares code with what it checks proves nothing.',
    ),
    only(
      'witness-imports-the-rules-of-logs',
      '^src/witness/',
      ['^src/domain/log/', '^src/witness/'],
      'A witness is a program of its own, which an auditor runs: it knows logs and nothing of verifications.',
    ),
    {
      name: 'only-main-imports-the-command-line',
      comment: 'Commands are given the process by main.ts; nothing that serves depends on them.',
      severity: 'error',
      from: { path: ours, pathNot: ['^src/main\\.ts$', '^src/cli/'] },
      to: { path: '^src/cli/' },
    },
    {
      name: 'config-is-below-the-composition-root',
      comment: 'Configuration describes what is composed; it composes nothing.',
      severity: 'error',
      from: { path: '^src/config/' },
      to: { path: '^src/(app|cli|jobs|graphql|sandbox)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '^src/main\\.ts$' }, to: {} },
  ],
  options: {
    tsPreCompilationDeps: true,
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
