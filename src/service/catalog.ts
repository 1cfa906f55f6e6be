import type { Environment } from '../domain/verification/verification';
import type { Capability, Method, MethodInfo, Provider, ProviderInfo } from '../providers/provider';

/** A method, and whether this deployment offers it. */
export interface OfferedMethod extends MethodInfo {
  readonly provider: string;
  readonly enabled: boolean;
  /** False while the circuit breaker for its provider is open. */
  readonly available: boolean;
}

type Having<Name extends Capability> = Provider & Required<Pick<Provider, Name>>;

/** Every known provider, and those that are switched on. */
export class Catalog {
  /** Names of the references that only identify a verification. Any other one may be a credential. */
  readonly identifiers: ReadonlySet<string>;
  /** Names of the references of each provider that serve one verification for good. */
  readonly singleUse: ReadonlyMap<string, readonly string[]>;

  readonly #providers: ReadonlyMap<string, Provider>;
  readonly #methods: ReadonlyMap<string, { readonly method: Method; readonly provider: Provider }>;

  /** `twins` are the names of the providers for which the sandbox answers. */
  constructor(
    providers: readonly Provider[],
    private readonly known: readonly ProviderInfo[],
    private readonly twins: ReadonlySet<string> = new Set(),
  ) {
    this.#providers = new Map(providers.map((provider) => [provider.name, provider]));
    this.#methods = new Map(
      providers.flatMap((provider) => provider.methods.map((method) => [method.name, { method, provider }])),
    );
    this.identifiers = identifiersOf(known);
    this.singleUse = new Map(
      known.map(({ name, references }) => [
        name,
        Object.keys(references).filter((reference) => references[reference] === 'single-use'),
      ]),
    );
  }

  provider(name: string): Provider | null {
    return this.#providers.get(name) ?? null;
  }

  method(name: string): { readonly method: Method; readonly provider: Provider } | null {
    return this.#methods.get(name) ?? null;
  }

  environmentOf(provider: string): Environment {
    return this.twins.has(provider) ? 'SANDBOX' : 'LIVE';
  }

  /** The providers that have a capability, in the registry's order. */
  having<Name extends Capability>(capability: Name): readonly Having<Name>[] {
    const has = (provider: Provider): provider is Having<Name> => provider[capability] !== undefined;
    return [...this.#providers.values()].filter(has);
  }

  /** Every method of every known provider, in the registry's order. */
  offered(): readonly OfferedMethod[] {
    return this.known.flatMap(({ name: provider, methods }) =>
      methods.map((method) => ({
        ...method,
        provider,
        enabled: this.#methods.has(method.name),
        available: this.#isAvailable(method.name),
      })),
    );
  }

  #isAvailable(methodName: string): boolean {
    const provider = this.#methods.get(methodName)?.provider;
    return provider !== undefined && provider.isAvailable?.() !== false;
  }
}

/**
 * Names count across providers, because a verification can hold a reference of another provider than its own: one
 * provider asks us as its data source, and a second one answers. A name that any provider declares a credential is an
 * identifier for none.
 */
function identifiersOf(known: readonly ProviderInfo[]): ReadonlySet<string> {
  const declared = known.flatMap(({ references }) => Object.entries(references));
  const credentials = new Set(declared.filter(([, kind]) => kind !== 'identifier').map(([name]) => name));
  return new Set(declared.map(([name]) => name).filter((name) => !credentials.has(name)));
}
