/**
 * Where pages are: of kinds one segment a kind, whatever its path in the API (`boundary-list/drafts`); and public ones.
 */
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { elsewhereOf, linkTo } from '../public/elsewhere.ts';
import type { PageCall } from './call.ts';

/** `/console/pushes`. */
export function pathOf({ path }: AnyKind): string {
  return `/console/${slugOf(path)}`;
}

/** The segment that stands for a kind. */
export function slugOf(path: string): string {
  return path.replaceAll('/', '-');
}

/** A public page of the reader's own county, which may not be the one that the site shows unasked. */
export function publicPath({ desk, platform }: Pick<PageCall, 'desk' | 'platform'>, path: string): string {
  return linkTo(path, elsewhereOf(desk, platform));
}
