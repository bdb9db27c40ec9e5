import { httpEntry } from '../lambda.ts';
import { register } from '../lists/register.ts';

export const handler = httpEntry(register.routes);
