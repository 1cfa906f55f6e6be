/** Options of a mutation's one argument; its type says the rest. */
export const inputArg = {
  description: 'All that the mutation needs. Everything wrong with it comes back at once, in inputErrors.',
};
