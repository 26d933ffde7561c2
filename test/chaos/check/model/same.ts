import { isDeepStrictEqual } from "node:util";

/** Whether both have the same fields with the same values, whatever fields there are. An undefined field counts as missing. */
export function isSame(one: object, other: object): boolean {
  return one === other || isDeepStrictEqual(withoutUndefined(one), withoutUndefined(other));
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}
