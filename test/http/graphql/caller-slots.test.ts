import { CallerSlots } from '../../../src/http/graphql/caller-slots';
import type { Caller } from '../../../src/service/access/caller';

function caller(guid: string, address: string): Caller {
  return { guid, scopes: new Set(), expiresAt: null, address };
}

const liu = caller('account-of-liu', '10.0.0.1');

describe('the operation slots of a caller', () => {
  it('are limited per account, from whatever address the caller comes', () => {
    const slots = new CallerSlots(2);

    expect(slots.take(liu, '10.0.0.1')).not.toBeNull();
    expect(slots.take(liu, '10.0.0.2')).not.toBeNull();
    expect(slots.take(liu, '10.0.0.3')).toBeNull();
  });

  it('are not shared with other callers', () => {
    const slots = new CallerSlots(1);
    slots.take(liu, '10.0.0.1');

    expect(slots.take(caller('account-of-ouyang', '10.0.0.1'), '10.0.0.1')).not.toBeNull();
    expect(slots.take(null, 'account-of-liu')).not.toBeNull();
  });

  it('are counted per address for callers without a token', () => {
    const slots = new CallerSlots(1);

    expect(slots.take(null, '10.0.0.1')).not.toBeNull();
    expect(slots.take(null, '10.0.0.1')).toBeNull();
    expect(slots.take(null, '10.0.0.2')).not.toBeNull();
  });

  it('are returned when released, each only once', () => {
    const slots = new CallerSlots(2);
    const giveBack = slots.take(liu, '10.0.0.1');
    slots.take(liu, '10.0.0.1');

    giveBack?.();
    giveBack?.();

    expect(slots.take(liu, '10.0.0.1')).not.toBeNull();
    expect(slots.take(liu, '10.0.0.1')).toBeNull();
  });
});
