/** Who reads the register. Apart from its routes: the console's menus ask for it on every page. */
export const READERS = ['officer', 'section-head', 'org-admin', 'bureau-admin', 'government-office'] as const;
