import { inspect } from 'node:util';

/**
 * A value that must not be seen by accident: personal data, a key, a token. Printed, serialised or interpolated, it
 * gives `[secret]`; only `reveal()` gives the value. It may be opened lazily, so that an unread value is never
 * decrypted.
 */
export class Secret<T> {
  #open: () => T;
  #isOpen: boolean;

  private constructor(open: () => T, isOpen: boolean) {
    this.#open = open;
    this.#isOpen = isOpen;
  }

  static of<T>(value: T): Secret<T> {
    return new Secret(() => value, true);
  }

  /** `open` runs at the first `reveal()`, and once. */
  static lazy<T>(open: () => T): Secret<T> {
    const secret = new Secret<T>(() => {
      const value = open();
      secret.#open = () => value;
      secret.#isOpen = true;
      return value;
    }, false);
    return secret;
  }

  reveal(): T {
    return this.#open();
  }

  /** True when it costs nothing to reveal. */
  get isOpen(): boolean {
    return this.#isOpen;
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
