/** What a third-party data source of the sandbox says: names that end in 失败 do not pass, everybody else does. */
export function sandboxSourceVerdict(parameters: { readonly name: string }): boolean {
  return !parameters.name.endsWith('失败');
}
