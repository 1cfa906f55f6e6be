import { Directive, Field } from 'type-graphql';
import type * as domain from '../../domain/verification/verification';
import type { ListOrder } from '../../storage/verifications/contract';
import { OutputType } from '../output-type';
import { encodePageCursor } from './cursor';
import { Verification } from './verification.type';

@Directive('@shareable')
@OutputType({ description: 'The place of a page in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'True when the list continues after endCursor.' })
  readonly hasNextPage: boolean;

  @Field(() => Boolean, { description: 'True when the list has entries before startCursor.' })
  readonly hasPreviousPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first edge, to pass as before; null on an empty page. Opaque.',
  })
  readonly startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last edge, to pass as after; null on an empty page. Opaque.',
  })
  readonly endCursor: string | null;

  constructor(ends: PageEnds, around: Surroundings) {
    this.hasNextPage = around.hasNextPage;
    this.hasPreviousPage = around.hasPreviousPage;
    this.startCursor = ends.startCursor;
    this.endCursor = ends.endCursor;
  }
}

/** The cursors of a page's first and last edge; null on an empty page. */
export type PageEnds = Pick<PageInfo, 'startCursor' | 'endCursor'>;

/** Whether the list goes on beyond the two ends of a page. */
export interface Surroundings {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

@OutputType({ description: 'A verification and its place in a list.' })
export class VerificationEdge {
  constructor(
    private readonly record: domain.Verification,
    private readonly order: ListOrder,
  ) {}

  @Field(() => String, { description: 'Opaque place in the list, to pass as after or before.' })
  get cursor(): string {
    return cursorOf(this.order, this.record);
  }

  @Field(() => Verification, { description: 'The verification at this place.' })
  get node(): Verification {
    return new Verification(this.record);
  }
}

@OutputType({ description: 'One page of verifications.' })
export class VerificationConnection {
  /** `records` are one page, in that order. */
  constructor(
    private readonly records: readonly domain.Verification[],
    private readonly order: ListOrder,
    private readonly around: Surroundings,
  ) {}

  @Field(() => [VerificationEdge], { description: 'The verifications with their cursors.' })
  get edges(): readonly VerificationEdge[] {
    return this.records.map((record) => new VerificationEdge(record, this.order));
  }

  @Field(() => PageInfo, { description: 'The place of this page in the list.' })
  get pageInfo(): PageInfo {
    return pageInfoOf(this.records, this.order, this.around);
  }

  @Field(() => [Verification], { description: 'The verifications alone, in the same order.' })
  get nodes(): readonly Verification[] {
    return this.records.map((record) => new Verification(record));
  }
}

type Placed = Pick<domain.Verification, 'id' | 'createdAt' | 'updatedAt'>;

/** The place of a page that shows these. */
export function pageInfoOf(shown: readonly Placed[], order: ListOrder, around: Surroundings): PageInfo {
  const [first, last] = [shown.at(0), shown.at(-1)];
  return new PageInfo(
    {
      startCursor: first ? cursorOf(order, first) : null,
      endCursor: last ? cursorOf(order, last) : null,
    },
    around,
  );
}

function cursorOf(order: ListOrder, { id, createdAt, updatedAt }: Placed): string {
  const isByChange = order === 'UPDATED_ASC' || order === 'UPDATED_DESC';
  return encodePageCursor(order, { at: isByChange ? updatedAt : createdAt, id });
}
