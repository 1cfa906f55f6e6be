import type { StoreMeter, StoreWork } from './store';

/** The parts of a subject's persister: an object that reads, and one that changes. */
export interface Parts<Reads extends object, Changes extends object> {
  readonly reads: Reads;
  readonly changes: Changes;
}

/** Composes persisters and reports to the meter how long each of their methods takes. */
export class Composer {
  constructor(private readonly meter: StoreMeter | null) {}

  /** The methods of both classes in one object. */
  persister<Reads extends object, Changes extends object>(
    subject: string,
    { reads, changes }: Parts<Reads, Changes>,
  ): Reads & Changes {
    return Object.fromEntries([
      ...this.#measured(subject, 'read', reads),
      ...this.#measured(subject, 'change', changes),
    ]) as Reads & Changes;
  }

  /** The same for a subject that is only read. */
  reader<Reads extends object>(subject: string, reads: Reads): Reads {
    return Object.fromEntries(this.#measured(subject, 'read', reads)) as Reads;
  }

  /** The same for a subject that is only changed. */
  writer<Changes extends object>(subject: string, changes: Changes): Changes {
    return Object.fromEntries(this.#measured(subject, 'change', changes)) as Changes;
  }

  #measured(subject: string, kind: StoreWork['kind'], part: object): (readonly [string, Method])[] {
    const { meter } = this;
    return methodsOf(part).map(([name, method]) => {
      const work = { name: `${subject}.${name}`, kind };
      return [
        name,
        meter ? timed(method, (result, seconds) => meter.store({ ...work, result }, seconds)) : method,
      ];
    });
  }
}

type Method = (...parameters: unknown[]) => unknown;

function methodsOf(part: object): (readonly [string, Method])[] {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(part));
  return names
    .filter((name) => name !== 'constructor')
    .map((name) => [name, (Reflect.get(part, name) as Method).bind(part)]);
}

function timed(method: Method, done: (result: StoreWork['result'], seconds: number) => void): Method {
  return async (...parameters) => {
    const startedAt = performance.now();
    let result: StoreWork['result'] = 'failed';
    try {
      const value = await method(...parameters);
      result = 'ok';
      return value;
    } finally {
      done(result, (performance.now() - startedAt) / 1000);
    }
  };
}
