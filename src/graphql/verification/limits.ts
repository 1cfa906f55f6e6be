/** Limits that several input fields share, as their descriptions state them. */
export const name =
  '1 to 64 characters, with at least one letter and no digit; blanks, invisible characters and every kind of middle dot are unified.';
export const identityNo =
  '18 characters: 17 digits and a digit or X, with a real birthday and a right check digit; blanks and hyphens are removed.';
export const recordedNo =
  'A resident ID number of 18 characters (with a right check digit) or 15 digits, or the number of a permit or passport: 5 to 20 letters and digits; blanks and hyphens are removed. subject.certType says which it looks like.';
export const mobileNo =
  'A mainland number of 11 digits, or an IoT number of 13; +86, tel:, brackets, blanks and hyphens are removed.';
export const faceImage =
  'JPEG or PNG, 10 KiB to 2 MiB (FACE_IMAGE_MIN_BYTES, FACE_IMAGE_MAX_BYTES), Base64; data: prefix allowed, and line breaks, the URL-safe alphabet and missing padding as well.';
