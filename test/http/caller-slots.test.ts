import { CallerSlots } from '../../src/http/caller-slots';
import type { Caller } from '../../src/service/caller';

function caller(guid: string, address: string): Caller {
  return { guid, scopes: new Set(), expiresAt: null, address };
}

const liu = caller('account-of-liu', '10.0.0.1');

describe('the slots of a caller', () => {
  it('are as many as the limit says, wherever the caller comes from', () => {
    const slots = new CallerSlots(2);

    expect(slots.take(liu, '10.0.0.1')).not.toBeNull();
    expect(slots.take(liu, '10.0.0.2')).not.toBeNull();
    expect(slots.take(liu, '10.0.0.3')).toBeNull();
  });

  it('are not those of others', () => {
    const slots = new CallerSlots(1);
    slots.take(liu, '10.0.0.1');

    expect(slots.take(caller('account-of-ouyang', '10.0.0.1'), '10.0.0.1')).not.toBeNull();
    expect(slots.take(null, 'account-of-liu')).not.toBeNull();
  });

  it('are those of an address where nobody is known', () => {
    const slots = new CallerSlots(1);

    expect(slots.take(null, '10.0.0.1')).not.toBeNull();
    expect(slots.take(null, '10.0.0.1')).toBeNull();
    expect(slots.take(null, '10.0.0.2')).not.toBeNull();
  });

  it('come back when they are given back, and each of them once', () => {
    const slots = new CallerSlots(2);
    const giveBack = slots.take(liu, '10.0.0.1');
    slots.take(liu, '10.0.0.1');

    giveBack?.();
    giveBack?.();

    expect(slots.take(liu, '10.0.0.1')).not.toBeNull();
    expect(slots.take(liu, '10.0.0.1')).toBeNull();
  });
});
