/** The files that a body says go along, each by its number and, where it says one, the name it is shown under. */
export type Said = Record<string, unknown>;

/** The fields of bodies in which files go along. */
export const FIELDS = ['attachments', 'files'] as const;

/** Whether any of them says no name. */
export function lacksNames(body: unknown): boolean {
  return saidIn(body).some(({ name }) => name === '');
}

export function saidIn(body: unknown): Said[] {
  return FIELDS.flatMap((field) => listIn(body, field) ?? []);
}

export function listIn(body: unknown, field: (typeof FIELDS)[number]): Said[] | undefined {
  const list = (body as Said | undefined)?.[field];
  return Array.isArray(list) && list.every((one) => typeof one?.file === 'string') ? list : undefined;
}
