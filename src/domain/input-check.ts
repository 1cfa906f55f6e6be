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
  | 'IDEMPOTENCY_KEY_REUSED';

export interface InputError {
  /** Path of the field inside input, e.g. ['identityNo']. */
  readonly path: readonly string[];
  readonly code: InputErrorCode;
  /** Says what was expected. Never repeats what came: it may be personal. */
  readonly message: string;
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly InputError[] };

/** The verdict on one value: the normalised value, or what is wrong with it. */
export type ValueCheck<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: InputErrorCode; readonly message: string };

/** A mutation's input as it came from GraphQL: names are known, values are not yet judged. */
export type MethodInput = Readonly<Record<string, unknown>>;

/**
 * Collects every fault of one input instead of stopping at the first. A field that is absent or faulty reads as
 * undefined; the value is used only when `finish` finds no fault.
 */
export class InputChecker {
  readonly #errors: InputError[] = [];

  constructor(private readonly input: MethodInput) {}

  /** The field must be there, not blank, and pass `check`. */
  required<T>(field: string, check: (value: unknown) => ValueCheck<T>): T {
    if (isAbsent(this.input[field])) {
      this.fault(field, 'REQUIRED', `${field} is required.`);
      return undefined as T;
    }
    return this.#run(field, check) as T;
  }

  /** The field may be absent or null; when it is there it must pass `check`. */
  optional<T>(field: string, check: (value: unknown) => ValueCheck<T>): T | undefined {
    return this.input[field] === undefined || this.input[field] === null
      ? undefined
      : this.#run(field, check);
  }

  fault(field: string, code: InputErrorCode, message: string): void {
    this.#errors.push({ path: [field], code, message });
  }

  /** `build` runs only when every check passed. */
  finish<T>(build: () => T): Checked<T> {
    return this.#errors.length > 0 ? { ok: false, errors: this.#errors } : { ok: true, value: build() };
  }

  #run<T>(field: string, check: (value: unknown) => ValueCheck<T>): T | undefined {
    const result = check(this.input[field]);
    if (result.ok) return result.value;
    this.fault(field, result.code, result.message);
    return undefined;
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
