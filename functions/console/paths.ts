/** Where pages of kinds are: one segment a kind, whatever its path in the API (`boundary-list/drafts`). */
import type { AnyKind } from '../../shared/exchange/kind.ts';

/** `/console/pushes`. */
export function pathOf({ path }: AnyKind): string {
  return `/console/${slugOf(path)}`;
}

/** The segment that stands for a kind. */
export function slugOf(path: string): string {
  return path.replaceAll('/', '-');
}
