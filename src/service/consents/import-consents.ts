import type { Consent } from '../../domain/consent/consent';
import { findChild } from '../../domain/consent/relation';
import { actOf } from '../access/acts';
import type { Caller } from '../access/caller';
import type { ServiceTools } from '../tools';
import { checkLine, type ImportFault, type ImportLine } from './check-import';
import { knownOfAccount } from './known-child';
import { relationsOf } from './relations';

export interface ImportFile {
  readonly lines: readonly ImportLine[];
  /** Faults in the form of the file. */
  readonly faults: readonly ImportFault[];
}

export type ImportAnswer =
  /** Nothing was recorded. */
  | { readonly kind: 'faults'; readonly faults: readonly ImportFault[] }
  /** `added` consents were recorded, or would be; `known` are recorded already. */
  | { readonly kind: 'imported'; readonly added: number; readonly known: number };

/**
 * Records consents that were given elsewhere: all of them, or none if a line is wrong. Sends nothing. A consent that is
 * recorded already stays as it is, so that a file can be imported twice; that of an erased account stays erased.
 */
export async function importConsents(
  tools: ServiceTools,
  caller: Caller,
  { lines, faults: formFaults }: ImportFile,
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<ImportAnswer> {
  const faults = [...formFaults];
  const consents: Consent[] = [];
  for (const line of lines) {
    const checked = checkLine(tools, line);
    const found = checked.ok ? await proofFaults(tools, line, checked.consent) : checked.faults;
    faults.push(...found);
    if (checked.ok) consents.push(checked.consent);
  }
  if (faults.length > 0)
    return { kind: 'faults', faults: faults.sort((one, other) => one.line - other.line) };
  if (!isDryRun) await tools.store.acts.record(actOf(tools, caller, 'IMPORT_CONSENTS'));
  const added = await tools.store.consents.recordMissing(consents, { isDryRun });
  return { kind: 'imported', added, known: consents.length - added };
}

/** As for a consent that a guardian gives here: the proof is the guardian's own, and contradicts nothing that is known. */
async function proofFaults(
  tools: ServiceTools,
  { line }: ImportLine,
  { guid, givenBy, relationProof }: Consent,
): Promise<readonly ImportFault[]> {
  if (relationProof === null) return [];
  const relation = (await relationsOf(tools, [relationProof])).get(relationProof);
  const isOfGuardian = relation?.guid === givenBy && relation.relatives.length > 0;
  if (isOfGuardian && findChild(relation.relatives, await knownOfAccount(tools, guid)) !== 'contradicted') {
    return [];
  }
  return [
    {
      line,
      column: 'relationProof',
      expected:
        'must be an APPROVED verification by RELATION of the account in givenBy that shows this child',
    },
  ];
}
