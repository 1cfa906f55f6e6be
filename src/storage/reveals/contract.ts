import type { PrivilegedAct } from '../acts/contract';
import type { AttemptCount, TooMany } from '../attempts/contract';

/** The record of every person to whom personal data was shown, and the approvals of reveals. */
export interface Reveals extends RevealReads, RevealChanges {}

export interface RevealReads {
  /** The reveals of each verification, oldest first. */
  of(verificationIds: readonly string[]): Promise<ReadonlyMap<string, readonly Reveal[]>>;
}

export interface RevealChanges {
  /** Records a reveal and its act durably, in one transaction with what it uses up. */
  record(reveal: Reveal, conditions: RevealConditions): Promise<RevealRecorded>;
  /**
   * Records reveals by which a report opens what it counts, in one transaction. They are shown like all others, and no
   * report counts them.
   */
  recordOfReport(reveals: readonly Reveal[]): Promise<void>;
  /** Records an approval and its act in one transaction, and forgets the approvals that are over. */
  approve(approval: RevealApproval, conditions: ApprovalConditions): Promise<RevealRecorded>;
}

export interface Reveal {
  readonly verificationId: string;
  /** Account of the person who was shown it. */
  readonly caller: string;
  readonly purpose: string;
  readonly at: Date;
}

export interface RevealConditions {
  readonly act: PrivilegedAct;
  /** Counted together with the reveal. */
  readonly attempts?: AttemptCount;
  /**
   * Demands an approval of this reveal by another caller that was given after this moment. The reveal uses it up.
   */
  readonly approvedAfter?: Date;
}

/** One caller's consent that another one is shown a verification's personal data for a purpose, once. */
export interface RevealApproval extends Reveal {
  readonly id: string;
  readonly approver: string;
}

export interface ApprovalConditions {
  readonly act: PrivilegedAct;
  readonly attempts: AttemptCount;
  /** Approvals until this moment are over. */
  readonly over: Date;
}

export type RevealRecorded =
  | { readonly kind: 'recorded' }
  /** There is no approval that counts: nothing was recorded. */
  | { readonly kind: 'notApproved' }
  | TooMany;
