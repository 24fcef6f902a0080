/** Which parts of an utterance are the words that were looked for. Pure. */

/** Text in pieces; those that are found are marked. Words are compared in normal form: lower case, «ё» as «е». */
export function markedPieces(text: string, forms: ReadonlySet<string>): { text: string; found: boolean; at: number }[] {
  const pieces: { text: string; found: boolean; at: number }[] = [];
  for (const match of text.matchAll(/[а-яёa-z0-9]+|[^а-яёa-z0-9]+/gi)) {
    const [piece] = match;
    const found = forms.has(piece.toLowerCase().replaceAll('ё', 'е'));
    const last = pieces.at(-1);
    if (last && last.found === found) last.text += piece;
    else pieces.push({ text: piece, found, at: match.index });
  }
  return pieces;
}
