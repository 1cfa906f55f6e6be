import type { ProviderInfo, ReferenceKind } from '../../src/providers/provider';
import { registry } from '../../src/providers/registry';
import { Catalog } from '../../src/service/catalog';

const info = (name: string, references: Record<string, ReferenceKind>): ProviderInfo => ({
  name,
  description: `What ${name} is.`,
  methods: [],
  references,
});

describe('the references that outlive personal data', () => {
  it('are those by which the four providers only identify a verification', () => {
    expect([...new Catalog([], registry).identifiers].sort()).toEqual([
      'bsn',
      'busiSeq',
      'deviceId',
      'transactionId',
    ]);
  });

  it('exclude every name that a provider declares a credential', () => {
    const known = [info('ONE', { number: 'identifier' }), info('TWO', { number: 'credential' })];

    expect(new Catalog([], known).identifiers.size).toBe(0);
    expect(new Catalog([], known.reverse()).identifiers.size).toBe(0);
  });
});

describe('the capabilities of providers', () => {
  it("are detected from the provider's functions, in the order of the registry", () => {
    const query = () => null;
    const catalog = new Catalog(
      [
        { name: 'ONE', methods: [], query },
        { name: 'TWO', methods: [] },
        { name: 'THREE', methods: [], query },
      ],
      [],
    );

    expect(catalog.having('query').map(({ name }) => name)).toEqual(['ONE', 'THREE']);
    expect(catalog.having('merge')).toEqual([]);
  });
});
