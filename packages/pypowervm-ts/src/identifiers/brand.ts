declare const brand: unique symbol;

/** A string or number that only its own parser can make; two brands never mix. */
export type Branded<Value extends string | number, Name extends string> = Value & { readonly [brand]: Name };
