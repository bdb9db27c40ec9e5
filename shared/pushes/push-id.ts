/** The ids of pushes: the same whenever the same is sent again. */
import { derivedId } from '../keys.ts';

/** The id of the push of a source's own number: the same for ever. */
export function pushId(jurisdiction: string, source: string, reference: string): string {
  return derivedId(jurisdiction, 'push', source, reference);
}

/** The id of the copy of a push that an organisation gets for information. */
export function copyId(id: string, org: string): string {
  return derivedId(id, 'copy', org);
}

/**
 * The id of the push that takes another's place; apart from the space of sources' own numbers, so that no reference of
 * theirs can ever take its place.
 */
export function successorId({ id }: { readonly id: string }): string {
  return derivedId(id, 'successor');
}
