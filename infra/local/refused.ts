/** Why the platform does not start, or a command does not run: said to whoever typed it, in Chinese and English. */
export class Refused extends Error {
  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`);
    this.name = 'Refused';
  }
}

/**
 * What the file system answered where a program was given a path that is of no use (a link to nowhere, a file where a
 * folder is wanted, no rights): its words name path and reason. Null for any other error, which is a fault of ours.
 */
export function ofTheSystem(error: unknown): Refused | null {
  const { path, syscall, message } = (error ?? {}) as { path?: string; syscall?: string; message: string };
  if (path === undefined || syscall === undefined) return null;
  return new Refused(
    `不能使用 ${path}（${message}）。请核对路径和权限，以及该磁盘是否已挂载，然后再试。`,
    `${path} cannot be used (${message}). Check the path, its rights and whether its disk is mounted, then try again.`,
  );
}
