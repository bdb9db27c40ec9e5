/** The public pages. The API's description is among them, so that this one knows every route. */
import { CATALOG } from '../catalog.ts';
import { httpEntry } from '../lambda.ts';

const [entry] = CATALOG.filter(({ name }) => name === 'public');

export const handler = httpEntry(entry?.routes ?? []);
