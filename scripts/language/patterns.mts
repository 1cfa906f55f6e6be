/** A turn of phrase that stops readers, and the plain one. */
export interface Pattern {
  readonly finds: RegExp;
  readonly advice: string;
  /** Rules about whole sentences, which headings and short strings may break, and rules about titles of tests. */
  readonly only?: 'sentences' | 'titles';
}

/** A statement that begins with one of the words; a question ends differently. Code spans are one word by now. */
function statement(words: string): RegExp {
  return new RegExp(`(?:^|(?<=[.!?:] ))(?:${words}) (?:[^.!?]|[.!?](?! |$))*(?:[.!]|$)`);
}

export const patterns: readonly Pattern[] = [
  {
    finds: statement('What|Whatever|Who|Whoever|Where'),
    advice: 'begin with the noun or the condition: "The fields that …", "A caller that …", "If …"',
    only: 'sentences',
  },
  {
    finds:
      /(?:^|(?<=[.!?] ))Has (?!been |no |to )(?:[\w'`]+ ){1,3}(?!been)[a-z]+(?<!s|ed) (?:the|an?|its?|this|that|every|no)\b/,
    advice: 'say who does it: "Makes X do Y", "Passes Y to X"',
    only: 'sentences',
  },
  {
    finds: /\b(?:nobody|somebody|whoever)\b/i,
    advice: 'name it: no caller, another person, a process that …',
  },
  {
    finds: /\b(?:is|are|was|were) not to be \w+|\bto be had\b|\b(?:is|are|was|were) had\b/,
    advice: 'is disabled, is missing, cannot be found',
  },
  {
    finds: /\b(?:is|are|was|were|be|been) (?:sent|told|asked|shown|said) of\b/,
    advice: 'is sent; is told about; is shown for',
  },
  { finds: /\b(?:is|are|was|were) said\b/, advice: 'is reported, the error lists, the log says' },
  {
    finds: /\bbehind (?:it|them|itself|this|that|those|what|the (?:cursor|last|first|point|version|end))\b/,
    advice: 'after',
  },
  { finds: /\bbeside\b/i, advice: 'next to, besides, in addition to' },
  {
    finds: /\bwhere (?:there|it|that|they) (?:is|are|was|were) (?:not|none|no|one|some|any|nothing)\b/,
    advice: 'if there is none, otherwise',
  },
  {
    // SQL has `= null where`; a value can `be null where` it is used.
    finds: /(?<!= |is |not |be )\b(?:null|true|false|undefined|absent) where\b|\b(?:also|even) where\b/i,
    advice: 'null if, true if, even if',
    only: 'sentences',
  },
  {
    finds: /(?:^|(?<=[.!?:] ))Of (?!course\b)/,
    advice: 'begin with the noun: "The newest of …", "If a parameter came twice, …"',
    only: 'sentences',
  },
  {
    finds: /(?:^|(?<=[.!?:] ))Told (?:of|when|about)\b/,
    advice: 'only people are told: called with, called when',
  },
  {
    finds: /\b(?:(?:at most|no more than|from|for|the last|are) )so (?:many|long)\b(?! (?:as|that)\b)/i,
    advice: 'this many, how many, at most N',
  },
  { finds: /\b(?:doors?|knock(?:s|ed|ing)?)\b/i, advice: 'callback address, endpoint, attempt' },
  {
    finds: /\b(?:many|few|more|of|the|all|new|no) tries\b|\btries (?:of|at|that|are|were|for)\b|\ba try\b/,
    advice: 'attempts',
  },
  { finds: /[,;:] else\b/, advice: 'otherwise' },
  { finds: /\b(?:silences|so silent|in silence)\b/, advice: 'timeouts, calls without an answer' },
  {
    finds: /\b(?:anew|thereof|whereof|whereupon|hitherto|whence|thence|lest)\b/,
    advice: 'again, of it, since, so that … not',
  },
  { finds: /\b(?:in|from) (?:its|their|our|the) midst\b/, advice: 'during, while it runs' },
  {
    finds: /\b(?:is|are) for (?:\w+ ){1,3}to (?:say|judge|tell|decide)\b/,
    advice: 'X decides, only X knows',
  },
  {
    finds: /^(?:what|whatever|who|whoever|where|of|that)\b/i,
    advice: 'begin with the subject (describe) or the verb (it): the joined title is one sentence',
    only: 'titles',
  },
];
