/** The package has no types of its own; this is what `cut.ts` uses of it. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { targetFormat: 'truetype'; noHinting: boolean; keepFeatures: readonly string[] },
  ): Promise<Uint8Array>;
}
