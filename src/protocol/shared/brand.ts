/** Owns the trick of branded types: a plain value that only its parser can make. */

declare const brand: unique symbol;

/** A `T` that was checked to be a `Name`; assignable to `T`, never from it. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
