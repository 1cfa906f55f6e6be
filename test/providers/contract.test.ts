import { registry } from '../../src/providers/registry';
import { describeProvider } from './contract';
import { linkId } from './contract/linkid';
import { oneNet } from './contract/onenet';
import { subgraph } from './contract/schema-names';
import { ucenter } from './contract/ucenter';
import { yuxin } from './contract/yuxin';

const providers = [oneNet, ucenter, yuxin, linkId];
for (const provider of providers) describeProvider(provider);

describe('the registry of providers', () => {
  it('has no provider without a case in this contract suite', () => {
    expect(providers.map(({ entry }) => entry)).toEqual(registry);
  });

  it('has exactly the providers and methods of the schema', () => {
    expect(registry.map(({ name }) => name).sort()).toEqual([...subgraph.providers].sort());
    const methods = registry.flatMap((entry) => entry.methods.map(({ name }) => name));
    expect(methods.sort()).toEqual([...subgraph.methods].sort());
  });

  it('has one mutation for each method, and no mutation of two methods', () => {
    const mutations = registry.flatMap((entry) => entry.methods.map(({ mutation }) => mutation));

    expect(new Set(mutations).size).toBe(mutations.length);
  });
});
