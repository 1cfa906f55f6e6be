import { ObjectType } from 'type-graphql';

interface Options {
  readonly description: string;
}

/**
 * An object type of the schema whose getters never throw. An error, such as that of a sealed value that does not open,
 * is returned instead, and graphql-js reports a returned error at its field. A compiled operation reads properties
 * without catching: a throw would leave the client without an answer.
 */
export function OutputType(options: Options): ClassDecorator {
  return (target) => {
    guardGetters(target.prototype as object);
    ObjectType(options)(target);
  };
}

function guardGetters(prototype: object): void {
  for (const [name, { get, ...descriptor }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (!get) continue;
    Object.defineProperty(prototype, name, {
      ...descriptor,
      get(this: unknown): unknown {
        try {
          return get.call(this);
        } catch (error) {
          return error instanceof Error ? error : new Error(`${name} cannot be read`);
        }
      },
    });
  }
}
