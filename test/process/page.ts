/** Every tag outside of scripts and styles that loads what it names. */
const loadingTags =
  /<(?:script|link|img|iframe|frame|embed|object|source|video|audio|base|image|use)\b[^>]*>/gi;

/** How a script or a style names what is loaded. A plain link, a namespace or a comment is none of these. */
const loadingScript =
  /(?:\bimport\s*\(?|\bfrom|\bimportScripts\s*\(|\bnew\s+(?:Shared)?Worker\s*\(|\bfetch\s*\(|\bsrc\s*[=:]|@import)\s*["'`]((?:https?:)?\/\/[^\s"'`]+)/gi;
const loadingStyle = /\burl\(\s*["']?((?:https?:)?\/\/[^\s"')]+)/gi;

/** The addresses that a browser loads by itself when it shows the page. */
export function resourcesOf(page: string): string[] {
  const code: string[] = [];
  const markup = page.replace(
    /(<(script|style)\b[^>]*>)(.*?)(<\/\2>)/gis,
    (_all, open: string, _name, content: string, close: string) => {
      code.push(content);
      return `${open}${close}`;
    },
  );
  const tags = [...markup.matchAll(loadingTags)].flatMap(([tag]) =>
    [...tag.matchAll(/\b(?:src|href|srcset|data)\s*=\s*["']?([^"'\s>]+)/gi)].map(
      ([, address]) => address ?? '',
    ),
  );
  const named = code.flatMap((text) =>
    [...text.matchAll(loadingScript), ...text.matchAll(loadingStyle)].map(([, address]) => address ?? ''),
  );
  return [...tags, ...named];
}
