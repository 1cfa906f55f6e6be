import { Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../src/graphql/context';
import type { ServiceTools } from '../../src/service/tools';
import { startTestApp, type TestApp, type TestAppOptions } from './app';

export interface ProbedApp extends TestApp {
  /** The parts of the running service. */
  readonly tools: ServiceTools;
}

/** Starts a service with a resolver of the test's own, through which its tools come out. */
export async function startProbedApp(options: TestAppOptions = {}): Promise<ProbedApp> {
  const found: ServiceTools[] = [];

  @Resolver()
  class ProbeResolver {
    @Query(() => Boolean)
    probe(@Ctx() { tools }: GraphQLContext): boolean {
      found.push(tools);
      return true;
    }
  }

  const app = await startTestApp({ ...options, moreResolvers: [ProbeResolver] });
  await app.query('{ probe }');
  const [tools] = found;
  if (!tools) throw new Error('the probe brought nothing');
  return { ...app, tools };
}

export interface ListenerCount {
  /** Those who listen for changes now. */
  readonly open: number;
  /** All that ever listened. */
  readonly total: number;
  /** Resolves when there is no listener. */
  none(): Promise<void>;
}

/** Counts who listens for changes of the store from now on. */
export function countListeners({ store }: ServiceTools): ListenerCount {
  const { changes } = store;
  const listen = changes.listen.bind(changes);
  const waiting: (() => void)[] = [];
  let open = 0;
  let total = 0;
  changes.listen = (topic) => {
    const wake = listen(topic);
    let isOpen = true;
    open += 1;
    total += 1;
    return {
      next: () => wake.next(),
      close() {
        wake.close();
        if (isOpen) open -= 1;
        isOpen = false;
        if (open === 0) for (const resolve of waiting.splice(0)) resolve();
      },
    };
  };
  return {
    get open() {
      return open;
    },
    get total() {
      return total;
    },
    none: () =>
      open === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
  };
}
