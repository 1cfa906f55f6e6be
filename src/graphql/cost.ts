/** Cost directives for routers with demand control; http/graphql/field-cost.ts reads them for our own limit as well. */

/** Calls a provider, which costs time and a fee. */
export const asksProvider = '@cost(weight: 100)';
/** A scalar that needs a database query of its own. */
export const asksDatabase = '@cost(weight: 1)';
/** A list as long as its `first` argument. */
export const pageSized =
  '@listSize(slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)';
/** The same for a list that pages forwards only. */
export const forwardPageSized =
  '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)';
/** Counts events in a long table. */
export const countsEvents = '@cost(weight: 100)';
/** Destinations of events. */
export const manyOfThem = '@listSize(assumedSize: 20)';
/** Relatives or departments of one verification. */
export const fewOfThem = '@listSize(assumedSize: 5)';
/** Events or reveals of one verification. */
export const someOfThem = '@listSize(assumedSize: 20)';

/** Lets contracts of a supergraph leave out fields that only staff can use. */
export const forStaff = '@tag(name: "staff")';
