/**
 * An object of which only some members are there. Touching any other one fails the test with its name, instead of
 * giving `undefined` to code that then takes another way.
 */
export function fake<T extends object>(what: string, members: Partial<T>): T {
  return new Proxy(members as T, {
    get(target, name, receiver) {
      if (typeof name === 'symbol' || name in target || name === 'then' || name === 'toJSON') {
        return Reflect.get(target, name, receiver);
      }
      throw new Error(`${what} has no member "${name}" in these tests`);
    },
  });
}
