import type { CurrentStore } from '../store-contract';

export function describeLeases(current: CurrentStore): void {
  describe('[2] a lease of a duty', () => {
    it('returns when the duty last succeeded, and keeps that for others to read', async () => {
      const { leases } = current();
      const succeededAt = await leases.withLease('sweep', async () => {});

      expect(Math.abs(Date.now() - (succeededAt?.getTime() ?? 0))).toBeLessThan(60_000);
      expect(await leases.lastSuccesses()).toEqual(new Map([['sweep', succeededAt]]));
    });

    it('is kept from a second round while the first one runs, and is free after it', async () => {
      const { leases } = current();
      const rounds: string[] = [];
      await leases.withLease('sweep', async () => {
        await leases.withLease('sweep', async () => void rounds.push('second'));
        rounds.push('first');
      });
      await leases.withLease('sweep', async () => void rounds.push('third'));

      expect(rounds).toEqual(['first', 'third']);
    });

    it('is given back after an error, which is no success', async () => {
      const { leases } = current();
      const failing = leases.withLease('sweep', async () => {
        throw new Error('a fault of the duty');
      });
      await expect(failing).rejects.toThrow('a fault of the duty');
      expect((await leases.lastSuccesses()).get('sweep') ?? null).toBeNull();

      expect(await leases.withLease('sweep', async () => {})).not.toBeNull();
    });
  });
}
