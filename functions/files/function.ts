import type { FunctionEntry } from '../function-entry.ts';
import { getContent, putContent } from './content.ts';
import { declareFile, readFileRoute } from './files.ts';

export const files: FunctionEntry = {
  name: 'files',
  routes: [declareFile, readFileRoute, putContent, getContent],
  grants: ['read', 'write', 'timers', 'keeping'],
};
