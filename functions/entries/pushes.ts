import { httpEntry } from '../lambda.ts';
import { pushes } from '../lists/pushes.ts';

export const handler = httpEntry(pushes.routes);
