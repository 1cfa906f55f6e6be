import { type Message, type MessageCode, message, type Said } from '../messages/message';

/** Why an input field was refused; the names of VerificationInputErrorCode. */
export type InputErrorCode =
  | 'REQUIRED'
  | 'MALFORMED'
  | 'CHECK_DIGIT'
  | 'OUT_OF_RANGE'
  | 'TOO_LONG'
  | 'NOT_ALLOWED'
  | 'UNKNOWN_REFERENCE'
  | 'WRONG_STATE'
  | 'TOO_MANY_ATTEMPTS'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'CONSENT_REQUIRED';

export interface InputError {
  /** Path of the field inside input, e.g. ['identityNo']. */
  readonly path: readonly string[];
  readonly code: InputErrorCode;
  /** Says what was expected. Never repeats the value: it may be personal. */
  readonly message: Said;
  /** For TOO_MANY_ATTEMPTS: when to try again. */
  readonly retryAt?: Date;
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly InputError[] };

/** The verdict on one value: the value as it goes on, or the fault in it. */
export type ValueCheck<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: InputErrorCode; readonly message: Said };

/** A mutation's input as GraphQL read it: names and types are checked, values are not. */
export type MethodInput = Readonly<Record<string, unknown>>;

/**
 * Collects every fault of one input instead of stopping at the first. An absent or faulty field reads as undefined;
 * the values are used only when `finish` finds no fault.
 */
export class InputChecker<Input extends object = MethodInput> {
  readonly #errors: InputError[] = [];

  constructor(private readonly input: Input) {}

  /** The field must be present, not blank, and pass `check`. */
  required<T>(field: keyof Input & string, check: (value: unknown) => ValueCheck<T>): T {
    if (isAbsent(this.input[field])) {
      this.fault(field, 'REQUIRED', message('FIELD_REQUIRED', { field }));
      return undefined as T;
    }
    return this.#run(field, check) as T;
  }

  /** The field may be absent or null; otherwise it must pass `check`. */
  optional<T>(field: keyof Input & string, check: (value: unknown) => ValueCheck<T>): T | undefined {
    return this.input[field] === undefined || this.input[field] === null
      ? undefined
      : this.#run(field, check);
  }

  fault(field: keyof Input & string, code: InputErrorCode, said: Said): void {
    this.#errors.push({ path: [field], code, message: said });
  }

  /** `build` runs only when every check passed. */
  finish<T>(build: () => T): Checked<T> {
    return this.#errors.length > 0 ? { ok: false, errors: this.#errors } : { ok: true, value: build() };
  }

  #run<T>(field: keyof Input & string, check: (value: unknown) => ValueCheck<T>): T | undefined {
    const result = check(this.input[field]);
    if (result.ok) return result.value;
    this.fault(field, result.code, result.message);
    return undefined;
  }
}

/** The fault in a value, and the sentence that says what was expected. */
export function fault(
  code: InputErrorCode,
  sentence: MessageCode,
  values?: Message['values'],
): ValueCheck<never> {
  return { ok: false, code, message: message(sentence, values) };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
