/**
 * Request coalescing: equal questions in one turn of the event loop share one answer. The answer is computed after all
 * of them were asked, so that no caller gets data older than its question.
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
