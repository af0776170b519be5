const TOKEN = /"(?:\\.|[^"\\])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LONG = /\d{16}/;

/** JSON in which whole numbers too long for JavaScript (snapshot ids are) come as text instead of being rounded. */
export function parseJson<T>(text: string): T {
  if (!LONG.test(text)) return JSON.parse(text) as T;
  const exact = text.replace(TOKEN, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token));
  return JSON.parse(exact) as T;
}
