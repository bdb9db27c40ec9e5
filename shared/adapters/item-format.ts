/** The format in which items are stored, the same at both homes, and what is said of items in another one. */

/** 3 since records name their participants and mails so; 2 on 2026-11-26. */
export const ITEM_FORMAT = 3;

/** The data was written by another version of the platform, whose records this one does not read as they are. */
export class OtherVersion extends Error {
  /**
   * What is `earlier` can be upgraded; what is from `before` the first release cannot, and nobody kept any; `none` is
   * not of this platform.
   */
  readonly kind: 'none' | 'before' | 'earlier' | 'later';

  constructor(kind: OtherVersion['kind'], found: string) {
    super(
      `The data was written by another version of the platform, ${kind === 'later' ? 'a later' : 'an earlier'} version (${found})`,
    );
    this.name = 'OtherVersion';
    this.kind = kind;
  }
}
