import { format, inspect } from 'node:util';
import { Secret } from '../../../src/domain/privacy/secret';

describe('Secret', () => {
  const secret = Secret.of('open sesame');

  it('returns its value only from reveal()', () => {
    expect(secret.reveal()).toBe('open sesame');
  });

  it.each([
    ['String()', () => String(secret)],
    ['a template', () => `${secret}`],
    ['join', () => ['value', secret].join(' ')],
    ['JSON', () => JSON.stringify({ secret, list: [secret] })],
    ['inspect', () => inspect({ deep: { secret } }, { depth: null, showHidden: true })],
    ['format', () => format('%s %o %j %O', secret, secret, secret, secret)],
    ['its keys', () => JSON.stringify([Object.keys(secret), Object.entries({ ...secret })])],
    ['an error that carries it', () => inspect(Object.assign(new Error('refused'), { secret }))],
  ])('does not expose its value through %s', (_way, show) => {
    expect(show()).not.toContain('sesame');
  });

  it('prints as [secret] everywhere', () => {
    expect(`${secret} ${JSON.stringify(secret)} ${inspect(secret)}`).toBe('[secret] "[secret]" [secret]');
  });

  it('holds objects unchanged', () => {
    const person = { realName: '韩梅' };
    expect(Secret.of(person).reveal()).toBe(person);
  });

  it('opens a lazy value at the first reveal, and only once', () => {
    const open = jest.fn(() => ({ realName: '韩梅' }));
    const lazy = Secret.lazy(open);
    expect(`${lazy} ${JSON.stringify(lazy)} ${inspect(lazy)}`).not.toContain('韩');
    expect(open).not.toHaveBeenCalled();
    expect(lazy.isOpen).toBe(false);

    expect(lazy.reveal()).toBe(lazy.reveal());
    expect(open).toHaveBeenCalledTimes(1);
    expect(lazy.isOpen).toBe(true);
  });

  it('tries again after opening failed', () => {
    const open = jest.fn<string, []>().mockImplementationOnce(() => {
      throw new Error('key unknown');
    });
    open.mockReturnValue('open sesame');
    const lazy = Secret.lazy(open);

    expect(() => lazy.reveal()).toThrow('key unknown');
    expect(lazy.isOpen).toBe(false);
    expect(lazy.reveal()).toBe('open sesame');
  });
});
