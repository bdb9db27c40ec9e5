import { httpEntry } from '../lambda.ts';
import { register } from '../register/function.ts';

export const handler = httpEntry(register.routes);
