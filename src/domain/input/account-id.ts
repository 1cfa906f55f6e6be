/** Longest account id, in UTF-16 code units. */
const maxLength = 128;

/**
 * Whether a text can be an account's id (`sub` of a token, guid): 1 to 128 characters, well-formed, without control
 * characters. Databases disagree about U+0000, and half of a surrogate pair is stored as U+FFFD: two different subjects
 * would share one account.
 */
export function isAccountId(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= maxLength &&
    value.isWellFormed() &&
    !/\p{Cc}/u.test(value)
  );
}
