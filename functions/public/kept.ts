/** Answers that take long to make and are the same for everybody, kept by their tag: the last few of them. */
import type { Answer } from '../http/route.ts';

/** Keeps at most `most` answers; the one that was asked for longest ago goes first. */
export function keptAnswers(most: number): (tag: string, make: () => Promise<Answer>) => Promise<Answer> {
  const kept = new Map<string, Promise<Answer>>();
  return (tag, make) => {
    const made = kept.get(tag) ?? make();
    kept.delete(tag);
    kept.set(tag, made);
    // What could not be made is made again for the next one who asks.
    made.catch(() => kept.get(tag) === made && kept.delete(tag));
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return made;
  };
}
