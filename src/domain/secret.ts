import { inspect } from 'node:util';

/**
 * A value that must not be seen by accident: personal data, a key, a token.
 * Whatever prints, serialises or interpolates it gets `[secret]`; only `reveal()` gives the value.
 * It may be opened lazily, so that what nobody asks for is never decrypted.
 */
export class Secret<T> {
  #open: () => T;

  private constructor(open: () => T) {
    this.#open = open;
  }

  static of<T>(value: T): Secret<T> {
    return new Secret(() => value);
  }

  /** `open` runs at the first `reveal()`, and once. */
  static lazy<T>(open: () => T): Secret<T> {
    const secret = new Secret<T>(() => {
      const value = open();
      secret.#open = () => value;
      return value;
    });
    return secret;
  }

  reveal(): T {
    return this.#open();
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
