import type { Kysely } from 'kysely';
import type { Verification } from '../../domain/verification/verification';
import type { Tables } from '../schema';
import type { SingleUseReference } from './contract';
import { singleUseColumns } from './references';

/** Claims references that serve one verification for good, in the transaction of the change that brings them. */
export class SingleUse {
  /**
   * False if a reference that the change brings belongs to another verification. One that the verification has already
   * is claimed as well: the previous release stored it without a claim.
   */
  async claim(
    tx: Kysely<Tables>,
    references: readonly SingleUseReference[],
    { id, references: had }: Verification,
  ): Promise<boolean> {
    for (const reference of references) {
      const isClaimed = await this.#claimOne(tx, reference, id);
      if (!isClaimed && had[reference.name] !== reference.value) return false;
    }
    return true;
  }

  async #claimOne(
    tx: Kysely<Tables>,
    { name, value, hash }: SingleUseReference,
    id: string,
  ): Promise<boolean> {
    const column = singleUseColumns[name];
    const other =
      column &&
      (await tx
        .selectFrom('verification')
        .select('id')
        .where(column, '=', value)
        .where('id', '!=', id)
        .executeTakeFirst());
    if (other) return false;
    await tx
      .insertInto('single_use')
      .values({ reference_hash: hash, verification_id: id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const owner = await tx
      .selectFrom('single_use')
      .select('verification_id')
      .where('reference_hash', '=', hash)
      .executeTakeFirst();
    return owner?.verification_id === id;
  }
}
