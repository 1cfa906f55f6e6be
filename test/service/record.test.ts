import type { Fact } from '../../src/domain/verification/transition';
import { Catalog } from '../../src/service/catalog';
import type { ServiceTools } from '../../src/service/tools';
import { record } from '../../src/service/verification/record';
import { openStore } from '../../src/storage/open-store';
import { rules as assurance } from '../domain/assurance/evidence';
import { at, draft, settings } from '../storage/samples';

/** A refusal that counts how often it is asked. */
function refusing(reason: string | null) {
  const asked: string[] = [];
  const refuse = ({ status }: { readonly status: string }) => {
    asked.push(status);
    return reason;
  };
  return { asked, refuse };
}

const approval: Fact = {
  kind: 'pushed',
  outcome: { kind: 'approved' },
  order: { time: 1, rank: 1, tie: 'a' },
};

describe('record', () => {
  const opening = openStore(settings('sqlite::memory:'));
  const changed: unknown[] = [];
  const toolsOf = async () =>
    ({
      store: await opening,
      catalog: new Catalog([], []),
      now: () => at(1),
      settings: { pendingTtlMs: 1000, assurance },
      meter: { changed: (change: unknown) => changed.push(change) },
      log: { info() {} },
    }) as unknown as ServiceTools;
  afterAll(async () => (await opening).close());
  beforeEach(() => changed.splice(0));

  it('returns the reason why a fact does not count, changes nothing, and evaluates the fact once', async () => {
    const tools = await toolsOf();
    await tools.store.verifications.create(draft('refused'));
    const { asked, refuse } = refusing('of another verification');

    const recorded = await record(tools, 'refused', approval, {}, refuse);

    expect(recorded).toMatchObject({
      kind: 'refused',
      reason: 'of another verification',
      verification: { id: 'refused', version: 1, status: 'PENDING' },
    });
    expect(asked).toEqual(['PENDING']);
    expect(changed).toEqual([]);
  });

  it('records a fact that counts, and evaluates it once', async () => {
    const tools = await toolsOf();
    await tools.store.verifications.create(draft('counted'));
    const { asked, refuse } = refusing(null);

    expect(await record(tools, 'counted', approval, { factKey: 'push' }, refuse)).toMatchObject({
      kind: 'changed',
      verification: { version: 2, status: 'APPROVED' },
    });
    expect(asked).toEqual(['PENDING']);
    expect(changed).toHaveLength(1);
  });

  it('evaluates a repeat too, since its key does not name its verification', async () => {
    const tools = await toolsOf();
    await tools.store.verifications.create(draft('repeated'));
    await record(tools, 'repeated', approval, { factKey: 'push' });

    const again = await record(tools, 'repeated', approval, { factKey: 'push' }, refusing(null).refuse);
    const { asked, refuse } = refusing('other');
    const forged = await record(tools, 'repeated', approval, { factKey: 'push' }, refuse);

    expect(again).toMatchObject({ kind: 'repeated', verification: { version: 2 } });
    expect(forged).toMatchObject({ kind: 'refused', reason: 'other' });
    expect(asked).toEqual(['APPROVED']);
  });

  it('returns null for a verification that does not exist', async () => {
    expect(await record(await toolsOf(), 'unknown', approval)).toBeNull();
  });
});
