import { defaultPolicy } from '../../src/domain/assurance/policy';
import { registry } from '../../src/providers/registry';

describe('the default assurance policy', () => {
  it('has a row for each method of the registry, and for no other', () => {
    const methods = registry.flatMap(({ methods: own }) => own.map(({ name }) => name));

    expect(Object.keys(defaultPolicy.methods).sort()).toEqual(methods.sort());
  });
});
