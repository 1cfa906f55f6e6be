/** Whether a text stands in a file as it is, line by line, but for one indentation that all its lines share. */
export function isExcerpt(text: string, file: string): boolean {
  const wanted = text.trimEnd().split('\n');
  const lines = file.split('\n');
  const [first = ''] = wanted;
  return lines.some((line, start) => {
    if (!line.endsWith(first)) return false;
    const indentation = line.slice(0, line.length - first.length);
    if (indentation.trim() !== '') return false;
    return wanted.every((part, n) => lines[start + n] === (part === '' ? '' : indentation + part));
  });
}
