import { Directive, Field } from 'type-graphql';
import type * as domain from '../../domain/verification';
import { OutputType } from '../output-type';
import { encodePageCursor } from './cursor';
import { Verification } from './verification.type';

@Directive('@shareable')
@OutputType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'True when more follow after endCursor.' })
  readonly hasNextPage: boolean;

  @Field(() => Boolean, { description: 'True when there are some before startCursor.' })
  readonly hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  readonly startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last edge, to pass as after; null on an empty page.',
  })
  readonly endCursor: string | null;

  constructor(records: readonly domain.Verification[], around: Surroundings) {
    const [first, last] = [records.at(0), records.at(-1)];
    this.hasNextPage = around.hasNextPage;
    this.hasPreviousPage = around.hasPreviousPage;
    this.startCursor = first ? encodePageCursor(first) : null;
    this.endCursor = last ? encodePageCursor(last) : null;
  }
}

/** What lies beyond the two ends of a page. */
export interface Surroundings {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

@OutputType({ description: 'A verification and its place in a list.' })
export class VerificationEdge {
  constructor(private readonly record: domain.Verification) {}

  @Field(() => String, { description: 'Opaque place in the list, to pass as after.' })
  get cursor(): string {
    return encodePageCursor(this.record);
  }

  @Field(() => Verification, { description: 'The verification at this place.' })
  get node(): Verification {
    return new Verification(this.record);
  }
}

@OutputType({ description: 'One page of verifications, newest first.' })
export class VerificationConnection {
  /** `records` are one page, newest first. */
  constructor(
    private readonly records: readonly domain.Verification[],
    private readonly around: Surroundings,
  ) {}

  @Field(() => [VerificationEdge], { description: 'The verifications with their cursors.' })
  get edges(): readonly VerificationEdge[] {
    return this.records.map((record) => new VerificationEdge(record));
  }

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  get pageInfo(): PageInfo {
    return new PageInfo(this.records, this.around);
  }

  @Field(() => [Verification], { description: 'The verifications alone, in the same order.' })
  get nodes(): readonly Verification[] {
    return this.records.map((record) => new Verification(record));
  }
}
