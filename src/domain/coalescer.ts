/**
 * Request coalescing: those who ask for the same in one turn of the event loop share one answer. It is looked for after
 * all of them have asked, so that nobody is given what is older than the question.
 */
export class Coalescer<Answer> {
  readonly #asked = new Map<string, Promise<Answer>>();

  ask(question: string, answer: () => Promise<Answer>): Promise<Answer> {
    const asked = this.#asked.get(question);
    if (asked) return asked;
    const answered = endOfTurn().then(() => {
      this.#asked.delete(question);
      return answer();
    });
    this.#asked.set(question, answered);
    return answered;
  }
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
