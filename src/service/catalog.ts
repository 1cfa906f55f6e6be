import type { Method, MethodInfo, Provider } from '../providers/provider';

/** A method as a deployment offers it, or does not. */
export interface OfferedMethod extends MethodInfo {
  readonly provider: string;
  readonly enabled: boolean;
  /** False while its provider is so silent that nothing is sent to it. */
  readonly available: boolean;
}

/** The providers that are switched on, by what is asked of them. */
export class Catalog {
  readonly #providers: ReadonlyMap<string, Provider>;
  readonly #methods: ReadonlyMap<string, { readonly method: Method; readonly provider: Provider }>;

  constructor(
    providers: readonly Provider[],
    private readonly known: readonly { readonly provider: string; readonly methods: readonly MethodInfo[] }[],
  ) {
    this.#providers = new Map(providers.map((provider) => [provider.name, provider]));
    this.#methods = new Map(
      providers.flatMap((provider) => provider.methods.map((method) => [method.name, { method, provider }])),
    );
  }

  provider(name: string): Provider | null {
    return this.#providers.get(name) ?? null;
  }

  method(name: string): { readonly method: Method; readonly provider: Provider } | null {
    return this.#methods.get(name) ?? null;
  }

  /** Names of the providers that can be asked about a verification. */
  queryable(): readonly string[] {
    return [...this.#providers.values()]
      .filter((provider) => provider.query)
      .map((provider) => provider.name);
  }

  /** Every method of every known provider, in the registry's order. */
  offered(): readonly OfferedMethod[] {
    return this.known.flatMap(({ provider, methods }) =>
      methods.map((method) => ({
        name: method.name,
        mutation: method.mutation,
        deferred: method.deferred,
        description: method.description,
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
