/** Which characters a font has: the ones it has not are drawn as a box, so that nobody takes a name for complete. */

/** What stands for a character that the font lacks. */
const BOX = '□';
/** Marks and what is invisible: nothing is missing to the eye where the font lacks them. */
const UNSEEN = /[\p{M}\p{C}]/u;

/** The code points of a TrueType font: the groups of its character map of format 12. */
export function charactersOf(font: Uint8Array): ReadonlySet<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const map = characterMap(view);
  const found = new Set<number>();
  for (let i = 0; i < view.getUint32(map + 12); i++) {
    const group = map + 16 + 12 * i;
    for (let code = view.getUint32(group); code <= view.getUint32(group + 4); code++) found.add(code);
  }
  return found;
}

/** A drawing in which each character that the font lacks is a box. */
export function boxed(svg: string, characters: ReadonlySet<number>): string {
  return svg.replaceAll(/[^\p{ASCII}]/gu, (sign) =>
    characters.has(sign.codePointAt(0) as number) || UNSEEN.test(sign) ? sign : BOX,
  );
}

/** Where the character map of format 12 begins, which fonts with characters beyond U+FFFF have. */
function characterMap(view: DataView): number {
  const tables = Array.from({ length: view.getUint16(4) }, (_, i) => 12 + 16 * i);
  const entry = tables.find((at) => view.getUint32(at) === 0x636d6170) as number; // cmap
  const cmap = view.getUint32(entry + 8);
  const maps = Array.from({ length: view.getUint16(cmap + 2) }, (_, i) => cmap + view.getUint32(cmap + 8 + 8 * i));
  const map = maps.find((at) => view.getUint16(at) === 12);
  if (map === undefined) throw new Error('The font has no character map of format 12');
  return map;
}
