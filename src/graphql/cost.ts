/** What a router with demand control is told of costs; our own limits are in http/cost.ts. */

/** Asks a provider, which takes its time and its fee. */
export const asksProvider = '@cost(weight: 100)';
/** A scalar that takes a query of its own. */
export const asksDatabase = '@cost(weight: 1)';
/** As long as its `first` says. */
export const pageSized =
  '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)';
/** Relatives, places, events of one verification. */
export const fewOfThem = '@listSize(assumedSize: 5)';

/** For contracts of a supergraph: what only staff can use. */
export const forStaff = '@tag(name: "staff")';
