/** Options of a mutation's only argument; its input type describes the fields. */
export const inputArg = {
  description: 'Checked as a whole: every fault comes back at once, in inputErrors, and nothing is sent.',
};
