import { httpEntry } from '../lambda.ts';
import { pushes } from '../pushes/function.ts';

export const handler = httpEntry(pushes.routes);
