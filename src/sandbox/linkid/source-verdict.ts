import { marked } from '../reserved';
import { nameMagicOf } from './magic';

/**
 * The verdict of the sandbox as a third-party data source: the name that never passes at its LinkID does not pass here,
 * all others do. The words of a refusal; null for a pass.
 */
export function sandboxSourceRefusal({ name }: { readonly name: string }): string | null {
  return nameMagicOf(name)?.kind === 'mismatch' ? marked('人脸比对未通过') : null;
}
