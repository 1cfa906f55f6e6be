import { Arg, Field, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { OutputType } from '../../src/graphql/output-type';
import { ServiceError } from '../../src/service/errors';

/** Every way in which a field can fail: now or later, where null may stand and where it may not, alone and in lists. */
@OutputType({ description: 'Fails in every way.' })
export class Trouble {
  @Field(() => Int)
  readonly n: number;

  constructor(n: number) {
    this.n = n;
  }

  @Field(() => String)
  get thirdFails(): string {
    if (this.n === 3) throw new Error('the third');
    return `trouble ${this.n}`;
  }

  @Field(() => String, { nullable: true })
  get alwaysFails(): string {
    throw new RangeError('always');
  }

  @Field(() => String)
  get missing(): string | null {
    return this.n === 4 ? null : 'here';
  }

  @Field(() => Trouble, { nullable: true })
  get inner(): Trouble | null {
    if (this.n === 2) throw new ServiceError('NOT_FOUND', 'nothing inside');
    return this.n <= 0 ? null : new Trouble(this.n - 1);
  }

  @Field(() => [Trouble])
  get parts(): readonly Trouble[] {
    if (this.n === 2) throw new Error('no parts');
    return [new Trouble(this.n + 1), new Trouble(this.n + 2)];
  }

  @Field(() => [Trouble], { nullable: 'itemsAndList' })
  get perhaps(): readonly (Trouble | null)[] {
    if (this.n === 1) throw new Error('not even perhaps');
    return [null, new Trouble(this.n - 1), new Trouble(3)];
  }
}

/** The same, but every field answers later. */
@OutputType({ description: 'Fails later.' })
export class SlowTrouble {
  @Field(() => Int)
  readonly n: number;

  constructor(n: number) {
    this.n = n;
  }
}

/**
 * A list in which one item fails at once and another later is left out: graphql-js leaves the later rejection
 * unhandled, which Jest takes for a failure of the test.
 */
@Resolver(() => SlowTrouble)
export class TroubleResolver {
  @Query(() => Trouble, { nullable: true })
  trouble(@Arg('n', () => Int, { defaultValue: 2 }) n: number): Trouble | null {
    if (n < 0) throw new ServiceError('BAD_USER_INPUT', 'n must not be negative.');
    return n === 7 ? null : new Trouble(n);
  }

  @Query(() => [Trouble])
  async troubles(): Promise<readonly Trouble[]> {
    return [new Trouble(1), new Trouble(2), new Trouble(3), new Trouble(4)];
  }

  @Query(() => [SlowTrouble])
  slowTroubles(@Arg('from', () => Int, { nullable: true }) from: number | null): readonly SlowTrouble[] {
    const first = Math.min(from ?? 1, 3);
    return [new SlowTrouble(first), new SlowTrouble(first + 1)];
  }

  @FieldResolver(() => Int)
  async later(
    @Root() { n }: SlowTrouble,
    @Arg('times', () => Int, { nullable: true }) times?: number | null,
  ) {
    if (n === 2) throw new Error('not twice');
    return n * (times ?? 2);
  }

  @FieldResolver(() => SlowTrouble, { nullable: true })
  async sometime(@Root() { n }: SlowTrouble): Promise<SlowTrouble | null> {
    if (n === 3) throw new ServiceError('FORBIDDEN', 'not the third');
    return n <= 0 ? null : new SlowTrouble(n - 1);
  }

  @FieldResolver(() => [SlowTrouble])
  async lots(@Root() { n }: SlowTrouble): Promise<readonly SlowTrouble[]> {
    if (n === 4) throw new Error('no lots');
    return n > 4 ? [] : [new SlowTrouble(n), new SlowTrouble(n + 1)];
  }

  @FieldResolver(() => Trouble, { nullable: true })
  async quick(@Root() { n }: SlowTrouble): Promise<Trouble> {
    return new Trouble(n);
  }
}
