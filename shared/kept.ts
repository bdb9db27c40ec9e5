/** What takes long to make and is the same for everybody, kept by its name: the last few of them. */

/** Keeps at most `most`; the one that was asked for longest ago goes first. */
export function keeping<T>(most: number): (name: string, make: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (name, make) => {
    const made = kept.get(name) ?? make();
    kept.delete(name);
    kept.set(name, made);
    // What could not be made is made again for the next one who asks.
    made.catch(() => kept.get(name) === made && kept.delete(name));
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return made;
  };
}
