import { registry } from '../../src/providers/registry';
import { describeProvider } from './contract';
import { linkId } from './contract/linkid';
import { oneNet } from './contract/onenet';
import { subgraph } from './contract/schema-names';
import { ucenter } from './contract/ucenter';
import { yuxin } from './contract/yuxin';

const providers = [oneNet, ucenter, yuxin, linkId];
for (const provider of providers) describeProvider(provider);

describe('the registry', () => {
  it('has no provider that is not held to the contract', () => {
    expect(providers.map(({ entry }) => entry)).toEqual(registry);
  });

  it('has the providers and the methods of the schema, each once', () => {
    expect(registry.map(({ provider }) => provider).sort()).toEqual([...subgraph.providers].sort());
    const methods = registry.flatMap((entry) => entry.methods.map(({ name }) => name));
    expect(methods.sort()).toEqual([...subgraph.methods].sort());
  });

  it('has a mutation for each method, and no two methods for a mutation', () => {
    const mutations = registry.flatMap((entry) => entry.methods.map(({ mutation }) => mutation));

    expect(new Set(mutations).size).toBe(mutations.length);
  });
});
