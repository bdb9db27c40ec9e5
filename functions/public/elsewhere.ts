/** Several counties may share a platform: pages of one that is not shown unasked name it in their links. */
import type { Platform } from '../../shared/platform.ts';

/** The county of a page, where its links have to name it; null for the one that pages show unasked. */
export function elsewhereOf(
  { jurisdiction }: { readonly jurisdiction: string },
  { settings }: Pick<Platform, 'settings'>,
): string | null {
  return jurisdiction === settings.jurisdiction ? null : jurisdiction;
}

/** A path of ours, with the county where it has to be named. */
export function linkTo(path: string, elsewhere: string | null | undefined): string {
  if (!elsewhere) return path;
  const [page = '', ...anchor] = path.split(/(?=#)/);
  return `${page}${page.includes('?') ? '&' : '?'}jurisdiction=${elsewhere}${anchor.join('')}`;
}
