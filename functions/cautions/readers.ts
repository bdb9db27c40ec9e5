/** Who reads the letters and talks of a quarter. */
export const READERS = ['officer', 'section-head', 'org-admin', 'bureau-admin', 'government-office'] as const;
